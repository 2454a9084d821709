CREATE TABLE exporter (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 500)
) STRICT;

-- Where the books of an exporter stand. Kept by triggers; it only moves forward.
CREATE TABLE head (
    exporter INTEGER PRIMARY KEY REFERENCES exporter (id),
    last_entry INTEGER NOT NULL DEFAULT 0,
    booked_at INTEGER NOT NULL DEFAULT 0,
    closed_through INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE account (
    exporter INTEGER NOT NULL REFERENCES exporter (id),
    number INTEGER NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'income', 'expense', 'equity')),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    title TEXT NOT NULL,
    floor INTEGER CHECK (floor BETWEEN -1000000000000000 AND 1000000000000000),
    PRIMARY KEY (exporter, number),
    UNIQUE (exporter, code),
    UNIQUE (exporter, number, currency)
) STRICT, WITHOUT ROWID;

-- One booking is what one transaction added to the books of one exporter.
CREATE TABLE booking (
    exporter INTEGER NOT NULL REFERENCES head (exporter),
    last INTEGER NOT NULL,
    first INTEGER NOT NULL,
    booked_at INTEGER NOT NULL,
    postings INTEGER NOT NULL,
    PRIMARY KEY (exporter, last),
    CHECK (first BETWEEN 1 AND last)
) STRICT, WITHOUT ROWID;

-- An entry without its booking cannot be committed, and a booking is checked when it is inserted.
CREATE TABLE entry (
    exporter INTEGER NOT NULL,
    number INTEGER NOT NULL,
    booking INTEGER NOT NULL,
    period INTEGER NOT NULL CHECK (period BETWEEN 197001 AND 219912),
    key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 500),
    value_date INTEGER NOT NULL CHECK (value_date BETWEEN 19700101 AND 21991231),
    kind TEXT NOT NULL,
    memo TEXT NOT NULL,
    content BLOB NOT NULL CHECK (length(content) <= 32),
    law TEXT NOT NULL,
    epoch TEXT NOT NULL,
    explanation TEXT NOT NULL,
    reverses INTEGER,
    linked TEXT NOT NULL,
    rate TEXT NOT NULL,
    closes INTEGER CHECK (closes BETWEEN 196912 AND 219912),
    author TEXT NOT NULL,
    PRIMARY KEY (exporter, number),
    UNIQUE (exporter, key),
    FOREIGN KEY (exporter, booking) REFERENCES booking (exporter, last)
        DEFERRABLE INITIALLY DEFERRED,
    CHECK (number <= booking AND reverses < number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX entry_reverses ON entry (exporter, reverses) WHERE reverses IS NOT NULL;

CREATE INDEX entry_booking ON entry (exporter, booking);

-- The currency stands before the line so that sums by currency are read in order.
CREATE TABLE posting (
    exporter INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    currency TEXT NOT NULL,
    line INTEGER NOT NULL CHECK (line BETWEEN 1 AND 1000),
    account INTEGER NOT NULL,
    value_date INTEGER NOT NULL,
    amount INTEGER NOT NULL
        CHECK (amount <> 0 AND amount BETWEEN -1000000000000000 AND 1000000000000000),
    PRIMARY KEY (exporter, entry, currency, line),
    FOREIGN KEY (exporter, entry) REFERENCES entry (exporter, number),
    FOREIGN KEY (exporter, account, currency) REFERENCES account (exporter, number, currency)
) STRICT, WITHOUT ROWID;

CREATE INDEX posting_account ON posting (exporter, account, value_date, entry);

-- Sums of postings by month of the value date and by period; made again from postings at will.
CREATE TABLE movement (
    exporter INTEGER NOT NULL,
    account INTEGER NOT NULL,
    month INTEGER NOT NULL,
    period INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    postings INTEGER NOT NULL,
    PRIMARY KEY (exporter, account, month, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE seal (
    exporter INTEGER NOT NULL REFERENCES exporter (id),
    last INTEGER NOT NULL,
    first INTEGER NOT NULL,
    root BLOB NOT NULL CHECK (length(root) = 32),
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    sealed_at INTEGER NOT NULL,
    PRIMARY KEY (exporter, last),
    FOREIGN KEY (exporter, last) REFERENCES entry (exporter, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER exporter_head AFTER INSERT ON exporter
BEGIN
    INSERT INTO head (exporter) VALUES (NEW.id);
END;

CREATE TRIGGER entry_new BEFORE INSERT ON entry
WHEN NEW.number <= (SELECT last_entry FROM head WHERE exporter = NEW.exporter)
BEGIN
    SELECT RAISE(ABORT, 'books:booked');
END;

CREATE TRIGGER posting_new BEFORE INSERT ON posting
WHEN NEW.entry <= (SELECT last_entry FROM head WHERE exporter = NEW.exporter)
BEGIN
    SELECT RAISE(ABORT, 'books:booked');
END;

-- `+e.number` keeps the planner from searching postings by the range of the booking, entry by entry.
CREATE TRIGGER booking_checked BEFORE INSERT ON booking
BEGIN
    SELECT RAISE(ABORT, 'books:gap') FROM head
    WHERE exporter = NEW.exporter
        AND (NEW.first <> last_entry + 1 OR NEW.booked_at < booked_at);
    SELECT RAISE(ABORT, 'books:gap')
    WHERE NEW.last - NEW.first + 1 <> (
        SELECT count(*) FROM entry
        WHERE exporter = NEW.exporter AND number BETWEEN NEW.first AND NEW.last
            AND booking = NEW.last);
    SELECT RAISE(ABORT, 'books:unbalanced')
    FROM posting
    WHERE exporter = NEW.exporter AND entry BETWEEN NEW.first AND NEW.last
    GROUP BY exporter, entry, currency HAVING sum(amount) <> 0;
    SELECT RAISE(ABORT, 'books:count')
    WHERE NEW.postings <> (
        SELECT count(*) FROM entry e CROSS JOIN posting p
            ON p.exporter = e.exporter AND p.entry = +e.number AND p.value_date = e.value_date
        WHERE e.exporter = NEW.exporter AND e.number BETWEEN NEW.first AND NEW.last)
    OR NEW.postings <> (
        SELECT count(*) FROM posting
        WHERE exporter = NEW.exporter AND entry >= NEW.first);
    SELECT RAISE(ABORT, 'books:missing')
    FROM entry e
    WHERE e.exporter = NEW.exporter AND e.number BETWEEN NEW.first AND NEW.last
        AND e.reverses IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM entry r WHERE r.exporter = e.exporter AND r.number = e.reverses);
    SELECT RAISE(ABORT, 'books:closed')
    FROM head h CROSS JOIN entry e ON e.exporter = h.exporter
    WHERE h.exporter = NEW.exporter AND e.number BETWEEN NEW.first AND NEW.last
        AND e.closes IS NULL AND e.period <= h.closed_through;
END;

-- Movements are grouped by account, month and period as one number, which sorts faster than three.
CREATE TRIGGER booking_counted AFTER INSERT ON booking
BEGIN
    INSERT INTO movement (exporter, account, month, period, amount, postings)
    SELECT p.exporter, p.account, p.value_date / 100, e.period, sum(p.amount), count(*)
    FROM entry e CROSS JOIN posting p ON p.exporter = e.exporter AND p.entry = +e.number
    WHERE e.exporter = NEW.exporter AND e.number BETWEEN NEW.first AND NEW.last
    GROUP BY p.account * 1000000000000 + p.value_date / 100 * 1000000 + e.period
    ON CONFLICT (exporter, account, month, period) DO UPDATE
    SET amount = amount + excluded.amount, postings = postings + excluded.postings;
    UPDATE head SET
        last_entry = NEW.last,
        booked_at = NEW.booked_at,
        closed_through = coalesce((
            SELECT closes FROM entry
            WHERE exporter = NEW.exporter AND number BETWEEN NEW.first AND NEW.last
                AND closes IS NOT NULL
            ORDER BY number DESC LIMIT 1), closed_through)
    WHERE exporter = NEW.exporter;
    SELECT RAISE(ABORT, 'books:floor')
    FROM account a JOIN movement m ON m.exporter = a.exporter AND m.account = a.number
    WHERE a.exporter = NEW.exporter AND a.floor IS NOT NULL
    GROUP BY a.number HAVING sum(m.amount) < a.floor;
END;

CREATE TRIGGER head_forward BEFORE UPDATE ON head
WHEN NEW.exporter IS NOT OLD.exporter OR NEW.last_entry <= OLD.last_entry
    OR NEW.booked_at < OLD.booked_at
    OR NEW.last_entry IS NOT (SELECT max(last) FROM booking WHERE exporter = OLD.exporter)
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER head_delete BEFORE DELETE ON head
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

-- INSERT OR REPLACE deletes without asking the guards of deletion.
CREATE TRIGGER head_again BEFORE INSERT ON head
WHEN EXISTS (SELECT 1 FROM head WHERE exporter = NEW.exporter)
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER exporter_again BEFORE INSERT ON exporter
WHEN EXISTS (SELECT 1 FROM exporter WHERE id = NEW.id OR code = NEW.code)
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER account_again BEFORE INSERT ON account
WHEN EXISTS (
    SELECT 1 FROM account
    WHERE exporter = NEW.exporter AND (number = NEW.number OR code = NEW.code))
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER seal_again BEFORE INSERT ON seal
WHEN NEW.first IS NOT (
    SELECT coalesce(max(last), 0) + 1 FROM seal WHERE exporter = NEW.exporter)
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER exporter_update BEFORE UPDATE ON exporter
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER exporter_delete BEFORE DELETE ON exporter
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER account_update BEFORE UPDATE ON account
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER account_delete BEFORE DELETE ON account
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER booking_update BEFORE UPDATE ON booking
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER booking_delete BEFORE DELETE ON booking
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER entry_update BEFORE UPDATE ON entry
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER entry_delete BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER posting_update BEFORE UPDATE ON posting
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER posting_delete BEFORE DELETE ON posting
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER seal_update BEFORE UPDATE ON seal
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER seal_delete BEFORE DELETE ON seal
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;
