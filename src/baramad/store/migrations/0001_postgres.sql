CREATE TABLE exporter (
    id bigint PRIMARY KEY,
    code text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 500)
);

-- Where the books of an exporter stand. Kept by triggers; it only moves forward. Its row is what
-- writers lock.
CREATE TABLE head (
    exporter bigint PRIMARY KEY REFERENCES exporter (id),
    last_entry bigint NOT NULL DEFAULT 0,
    booked_at bigint NOT NULL DEFAULT 0,
    closed_through integer NOT NULL DEFAULT 0
);

CREATE TABLE account (
    exporter bigint NOT NULL REFERENCES exporter (id),
    number integer NOT NULL,
    code text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('asset', 'liability', 'income', 'expense', 'equity')),
    currency text NOT NULL CHECK (length(currency) = 3),
    title text NOT NULL,
    floor bigint CHECK (floor BETWEEN -1000000000000000 AND 1000000000000000),
    PRIMARY KEY (exporter, number),
    UNIQUE (exporter, code)
);

-- One booking is what one transaction added to the books of one exporter.
CREATE TABLE booking (
    exporter bigint NOT NULL,
    last bigint NOT NULL,
    first bigint NOT NULL,
    booked_at bigint NOT NULL,
    postings bigint NOT NULL,
    PRIMARY KEY (exporter, last),
    CHECK (first BETWEEN 1 AND last)
);

CREATE TABLE entry (
    exporter bigint NOT NULL,
    number bigint NOT NULL,
    booking bigint NOT NULL,
    period integer NOT NULL CHECK (period BETWEEN 197001 AND 219912),
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 500),
    value_date integer NOT NULL CHECK (value_date BETWEEN 19700101 AND 21991231),
    kind text NOT NULL,
    memo text NOT NULL,
    content bytea NOT NULL CHECK (length(content) <= 32),
    law text NOT NULL,
    epoch text NOT NULL,
    explanation text NOT NULL,
    reverses bigint,
    linked text NOT NULL,
    rate text NOT NULL,
    closes integer CHECK (closes BETWEEN 196912 AND 219912),
    author text NOT NULL,
    PRIMARY KEY (exporter, number),
    -- The key first: no other index than the primary one then serves a range of an exporter.
    CONSTRAINT entry_key UNIQUE (key, exporter),
    CHECK (number <= booking AND reverses < number)
);

CREATE UNIQUE INDEX entry_reverses ON entry (exporter, reverses) WHERE reverses IS NOT NULL;

-- Foreign keys would be checked row by row; the statement triggers below check the same at once.
CREATE TABLE posting (
    exporter bigint NOT NULL,
    entry bigint NOT NULL,
    currency text NOT NULL,
    line integer NOT NULL CHECK (line BETWEEN 1 AND 1000),
    account integer NOT NULL,
    value_date integer NOT NULL,
    amount bigint NOT NULL
        CHECK (amount <> 0 AND amount BETWEEN -1000000000000000 AND 1000000000000000),
    PRIMARY KEY (exporter, entry, currency, line)
);

-- The account first: a range of an exporter's entries is then served by the primary key alone.
CREATE INDEX posting_account ON posting (account, exporter, value_date, entry);

-- Sums of postings by month of the value date and by period; made again from postings at will.
CREATE TABLE movement (
    exporter bigint NOT NULL,
    account integer NOT NULL,
    month integer NOT NULL,
    period integer NOT NULL,
    amount bigint NOT NULL,
    postings bigint NOT NULL,
    PRIMARY KEY (exporter, account, month, period)
);

CREATE TABLE seal (
    exporter bigint NOT NULL REFERENCES exporter (id),
    last bigint NOT NULL,
    first bigint NOT NULL,
    root bytea NOT NULL CHECK (length(root) = 32),
    previous bytea NOT NULL CHECK (length(previous) = 32),
    sealed_at bigint NOT NULL,
    PRIMARY KEY (exporter, last),
    FOREIGN KEY (exporter, last) REFERENCES entry (exporter, number)
);

CREATE FUNCTION books_refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'books:kept';
END $$;

CREATE FUNCTION books_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO head (exporter) VALUES (NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION books_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.exporter IS DISTINCT FROM OLD.exporter OR NEW.last_entry <= OLD.last_entry
        OR NEW.booked_at < OLD.booked_at
        OR NEW.last_entry IS DISTINCT FROM (
            SELECT max(last) FROM booking WHERE exporter = OLD.exporter)
    THEN
        RAISE EXCEPTION 'books:kept';
    END IF;
    RETURN NEW;
END $$;

-- A plan is kept for the life of a connection: the one made for a first small posting is used for a
-- later large one, and the one that is best for books of one day reads all of them when they have
-- grown. So these statements leave one way only: row by row, each by its primary key.
CREATE FUNCTION books_entries() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh f LEFT JOIN head h ON h.exporter = f.exporter
        WHERE h.exporter IS NULL OR f.number <= h.last_entry)
    THEN
        RAISE EXCEPTION 'books:booked';
    END IF;
    IF EXISTS (
        SELECT 1 FROM fresh f JOIN head h ON h.exporter = f.exporter
        WHERE f.closes IS NULL AND f.period <= h.closed_through)
    THEN
        RAISE EXCEPTION 'books:closed';
    END IF;
    IF EXISTS (
        SELECT 1 FROM fresh f
        LEFT JOIN entry e ON e.exporter = f.exporter AND e.number = f.reverses
        WHERE f.reverses IS NOT NULL AND e.number IS NULL)
    THEN
        RAISE EXCEPTION 'books:missing';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION books_postings() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh GROUP BY exporter, entry, currency HAVING sum(amount) <> 0)
    THEN
        RAISE EXCEPTION 'books:unbalanced';
    END IF;
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT exporter, account, currency FROM fresh) f
        LEFT JOIN account a
            ON a.exporter = f.exporter AND a.number = f.account AND a.currency = f.currency
        WHERE a.number IS NULL)
    THEN
        RAISE EXCEPTION 'books:missing';
    END IF;
    IF EXISTS (
        SELECT 1 FROM (SELECT exporter, min(entry) AS entry FROM fresh GROUP BY exporter) f
        LEFT JOIN head h ON h.exporter = f.exporter
        WHERE h.exporter IS NULL OR f.entry <= h.last_entry)
    THEN
        RAISE EXCEPTION 'books:booked';
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

CREATE FUNCTION books_bookings() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM fresh f LEFT JOIN head h ON h.exporter = f.exporter
        WHERE h.exporter IS NULL OR f.first <> h.last_entry + 1 OR f.booked_at < h.booked_at
            OR f.last - f.first + 1 <> (
                SELECT count(*) FROM entry e
                WHERE e.exporter = f.exporter AND e.number >= f.first AND e.booking = f.last))
    THEN
        RAISE EXCEPTION 'books:gap';
    END IF;
    UPDATE head h SET
        last_entry = f.last,
        booked_at = f.booked_at,
        closed_through = coalesce((
            SELECT e.closes FROM entry e
            WHERE e.exporter = f.exporter AND e.number BETWEEN f.first AND f.last
                AND e.closes IS NOT NULL
            ORDER BY e.number DESC LIMIT 1), h.closed_through)
    FROM fresh f WHERE h.exporter = f.exporter;
    IF EXISTS (
        SELECT 1 FROM fresh f
        JOIN account a ON a.exporter = f.exporter
        JOIN movement m ON m.exporter = a.exporter AND m.account = a.number
        WHERE a.floor IS NOT NULL
        GROUP BY a.exporter, a.number, a.floor HAVING sum(m.amount) < a.floor)
    THEN
        RAISE EXCEPTION 'books:floor';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER exporter_head AFTER INSERT ON exporter
FOR EACH ROW EXECUTE FUNCTION books_head();

CREATE TRIGGER entry_new AFTER INSERT ON entry
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION books_entries();

CREATE TRIGGER posting_new AFTER INSERT ON posting
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION books_postings();

CREATE TRIGGER booking_checked AFTER INSERT ON booking
REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION books_bookings();

CREATE TRIGGER head_forward BEFORE UPDATE ON head
FOR EACH ROW EXECUTE FUNCTION books_forward();

CREATE TRIGGER head_delete BEFORE DELETE OR TRUNCATE ON head
FOR EACH STATEMENT EXECUTE FUNCTION books_refused();

CREATE TRIGGER exporter_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON exporter
FOR EACH STATEMENT EXECUTE FUNCTION books_refused();

CREATE TRIGGER account_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON account
FOR EACH STATEMENT EXECUTE FUNCTION books_refused();

CREATE TRIGGER booking_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON booking
FOR EACH STATEMENT EXECUTE FUNCTION books_refused();

CREATE TRIGGER entry_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
FOR EACH STATEMENT EXECUTE FUNCTION books_refused();

CREATE TRIGGER posting_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON posting
FOR EACH STATEMENT EXECUTE FUNCTION books_refused();

CREATE TRIGGER seal_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON seal
FOR EACH STATEMENT EXECUTE FUNCTION books_refused();
