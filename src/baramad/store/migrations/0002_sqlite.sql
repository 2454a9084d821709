-- Files that were imported whole, by the digest of what they hold and of how they were read.
CREATE TABLE imported (
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    exporter INTEGER NOT NULL REFERENCES exporter (id),
    lines INTEGER NOT NULL CHECK (lines >= 0),
    imported_at INTEGER NOT NULL,
    PRIMARY KEY (digest, exporter)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER imported_again BEFORE INSERT ON imported
WHEN EXISTS (SELECT 1 FROM imported WHERE digest = NEW.digest AND exporter = NEW.exporter)
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER imported_update BEFORE UPDATE ON imported
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;

CREATE TRIGGER imported_delete BEFORE DELETE ON imported
BEGIN
    SELECT RAISE(ABORT, 'books:kept');
END;
