-- The guards of entries and postings again, each asking once and saying what it found. They no longer
-- choose how the planner goes, which cost time at every call: the connection that writes does.
CREATE OR REPLACE FUNCTION books_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fault text;
BEGIN
    SELECT CASE
            WHEN h.exporter IS NULL OR f.number <= h.last_entry THEN 'books:booked'
            WHEN f.closes IS NULL AND f.period <= h.closed_through THEN 'books:closed'
            ELSE 'books:missing' END
    INTO fault
    FROM fresh f
    LEFT JOIN head h ON h.exporter = f.exporter
    LEFT JOIN entry e ON e.exporter = f.exporter AND e.number = f.reverses
    WHERE h.exporter IS NULL OR f.number <= h.last_entry
        OR f.closes IS NULL AND f.period <= h.closed_through
        OR f.reverses IS NOT NULL AND e.number IS NULL
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING message = fault;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION books_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fault text;
BEGIN
    fault := CASE
        WHEN EXISTS (
            SELECT 1 FROM fresh GROUP BY exporter, entry, currency HAVING sum(amount) <> 0)
        THEN 'books:unbalanced'
        WHEN EXISTS (
            SELECT 1 FROM (SELECT DISTINCT exporter, account, currency FROM fresh) f
            LEFT JOIN account a
                ON a.exporter = f.exporter AND a.number = f.account AND a.currency = f.currency
            WHERE a.number IS NULL)
        THEN 'books:missing'
        WHEN EXISTS (
            SELECT 1 FROM (SELECT exporter, min(entry) AS entry FROM fresh GROUP BY exporter) f
            LEFT JOIN head h ON h.exporter = f.exporter
            WHERE h.exporter IS NULL OR f.entry <= h.last_entry)
        THEN 'books:booked' END;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION USING message = fault;
    END IF;
    WITH counted AS (
        SELECT p.exporter, p.account, p.value_date / 100 AS month, e.period,
            sum(p.amount) AS amount, count(*) AS postings
        FROM fresh p LEFT JOIN entry e
            ON e.exporter = p.exporter AND e.number = p.entry AND e.value_date = p.value_date
        GROUP BY 1, 2, 3, 4
    )
    INSERT INTO movement (exporter, account, month, period, amount, postings)
    SELECT exporter, account, month, period, amount, postings FROM counted
    ON CONFLICT (exporter, account, month, period) DO UPDATE
    SET amount = movement.amount + excluded.amount,
        postings = movement.postings + excluded.postings;
    RETURN NULL;
EXCEPTION WHEN not_null_violation THEN
    -- A posting without an entry of its value date has no period to be counted in.
    RAISE EXCEPTION 'books:booked';
END $$;

ALTER FUNCTION books_bookings() RESET ALL;

-- Files that were imported whole, by the digest of what they hold and of how they were read.
CREATE TABLE imported (
    digest bytea NOT NULL CHECK (length(digest) = 32),
    exporter bigint NOT NULL REFERENCES exporter (id),
    lines bigint NOT NULL CHECK (lines >= 0),
    imported_at bigint NOT NULL,
    PRIMARY KEY (digest, exporter)
);

CREATE TRIGGER imported_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON imported
FOR EACH STATEMENT EXECUTE FUNCTION books_refused();

-- Books a few new entries of one exporter in one round trip. Every guard looks on as always. Returns
-- the number before the first of them; nothing, and nothing is booked, when one is booked already or
-- counts in another month than its own. The caller knows how to book those.
CREATE FUNCTION books_post(who bigint, moment bigint, entries json, postings json) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    stand record;
    latest bigint;
BEGIN
    SELECT * INTO stand FROM head WHERE exporter = who FOR UPDATE;
    IF NOT FOUND OR EXISTS (
        SELECT 1 FROM json_to_recordset(entries) AS n (key text, value_date integer)
        LEFT JOIN entry e
            ON (e.key, e.exporter) >= (n.key, who) AND (e.key, e.exporter) <= (n.key, who)
        WHERE e.number IS NOT NULL OR n.value_date / 100 <= stand.closed_through)
    THEN
        RETURN NULL;
    END IF;
    latest := stand.last_entry + json_array_length(entries);
    INSERT INTO entry (
        exporter, number, booking, period, key, value_date, kind, memo, content, law, epoch,
        explanation, linked, rate, author)
    SELECT who, stand.last_entry + place, latest, value_date / 100, key, value_date, kind, memo,
        content, law, epoch, explanation, linked, rate, author
    FROM json_to_recordset(entries) AS n (
        place bigint, key text, value_date integer, kind text, memo text, content bytea, law text,
        epoch text, explanation text, linked text, rate text, author text);
    INSERT INTO posting (exporter, entry, currency, line, account, value_date, amount)
    SELECT who, stand.last_entry + place, currency, line, account, value_date, amount
    FROM json_to_recordset(postings) AS n (
        place bigint, currency text, line integer, account integer, value_date integer,
        amount bigint);
    INSERT INTO booking (exporter, last, first, booked_at, postings)
    VALUES (who, latest, stand.last_entry + 1, greatest(moment, stand.booked_at),
        json_array_length(postings));
    RETURN stand.last_entry;
END $$;
