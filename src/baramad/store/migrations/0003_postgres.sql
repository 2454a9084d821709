-- Who booked is kept twice: the name that was given on the entry, and whoever was logged in at the
-- machine on the booking.
ALTER TABLE booking ADD COLUMN login text NOT NULL DEFAULT '';

-- An entry that is a person's word on another one names that one; whoever looked alone says why.
ALTER TABLE entry ADD COLUMN reviews bigint
    CHECK (reviews IS NULL OR reviews < number AND author <> '');

ALTER TABLE entry ADD COLUMN alone text NOT NULL DEFAULT ''
    CHECK (alone = '' OR reviews IS NOT NULL);

CREATE FUNCTION books_reviewed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM booking o
        JOIN entry h ON h.exporter = o.exporter AND h.number = NEW.reviews
        JOIN booking b ON b.exporter = h.exporter AND b.last = h.booking
        WHERE o.exporter = NEW.exporter AND o.last = NEW.booking AND b.last < o.last
            AND (NEW.alone <> '' OR h.author <> ''
                AND lower(trim(h.author)) <> lower(trim(NEW.author))
                AND (o.login = '' OR o.login <> b.login)))
    THEN
        RAISE EXCEPTION 'books:alone';
    END IF;
    RETURN NULL;
END $$;

-- Nobody looks at what the same person booked, by name or by login, unless the entry says why. What
-- is looked at has to be in the books before. It is asked at the end, when the booking is there too.
CREATE CONSTRAINT TRIGGER entry_reviewed AFTER INSERT ON entry
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.reviews IS NOT NULL)
EXECUTE FUNCTION books_reviewed();

DROP FUNCTION books_post(bigint, bigint, json, json);

-- Books a few new entries of one exporter in one round trip. Every guard looks on as always. Returns
-- the number before the first of them; nothing, and nothing is booked, when one is booked already or
-- counts in another month than its own. The caller knows how to book those.
CREATE FUNCTION books_post(who bigint, moment bigint, at_machine text, entries json, postings json)
RETURNS bigint LANGUAGE plpgsql AS $$
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
    INSERT INTO booking (exporter, last, first, booked_at, postings, login)
    VALUES (who, latest, stand.last_entry + 1, greatest(moment, stand.booked_at),
        json_array_length(postings), at_machine);
    RETURN stand.last_entry;
END $$;
