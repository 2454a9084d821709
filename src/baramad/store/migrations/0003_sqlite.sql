-- Who booked is kept twice: the name that was given on the entry, and whoever was logged in at the
-- machine on the booking.
ALTER TABLE booking ADD COLUMN login TEXT NOT NULL DEFAULT '';

-- An entry that is a person's word on another one names that one; whoever looked alone says why.
ALTER TABLE entry ADD COLUMN reviews INTEGER
    CHECK (reviews IS NULL OR reviews < number AND author <> '');

ALTER TABLE entry ADD COLUMN alone TEXT NOT NULL DEFAULT ''
    CHECK (alone = '' OR reviews IS NOT NULL);

CREATE INDEX entry_reviews ON entry (exporter, number) WHERE reviews IS NOT NULL;

-- Nobody looks at what the same person booked, by name or by login, unless the entry says why. What
-- is looked at has to be in the books before.
CREATE TRIGGER booking_reviewed BEFORE INSERT ON booking
BEGIN
    SELECT RAISE(ABORT, 'books:alone')
    FROM entry e INDEXED BY entry_reviews
    LEFT JOIN entry h ON h.exporter = e.exporter AND h.number = e.reviews
    LEFT JOIN booking b ON b.exporter = h.exporter AND b.last = h.booking
    WHERE e.exporter = NEW.exporter AND e.number BETWEEN NEW.first AND NEW.last
        AND e.reviews IS NOT NULL
        AND (b.last IS NULL OR e.alone = '' AND (
            h.author = '' OR lower(trim(h.author)) = lower(trim(e.author))
            OR NEW.login <> '' AND NEW.login = b.login));
END;
