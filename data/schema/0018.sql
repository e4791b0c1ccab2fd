-- What a later scan or a rename needs to know of the past, and of links: docs/decisions/0014-identity.md.

-- The content that a person decided about, while its path has another one since. If it is found elsewhere, it was moved there
-- before, and the decisions belong to it; a decision about the later content ends that.
CREATE TABLE former_content (
    sample    INTEGER PRIMARY KEY REFERENCES sample (id) ON DELETE CASCADE,
    token     BLOB    NOT NULL,
    middle    BLOB    NOT NULL,
    size      INTEGER NOT NULL,
    mtime_ns  INTEGER NOT NULL,
    full_hash BLOB,
    device    INTEGER,
    inode     INTEGER,
    number    INTEGER NOT NULL            -- of the scan that found it replaced: see `source.scanned`
) STRICT;

CREATE INDEX former_content_by_token ON former_content (token);

CREATE TRIGGER former_content_marked AFTER UPDATE OF tag ON sample WHEN old.tag != new.tag BEGIN
    DELETE FROM former_content WHERE sample = new.id;
END;

CREATE TRIGGER former_content_collected AFTER INSERT ON member BEGIN
    DELETE FROM former_content WHERE sample = new.sample;
END;

CREATE TRIGGER former_content_typed AFTER INSERT ON given_type BEGIN
    DELETE FROM former_content WHERE sample = new.sample;
END;

CREATE TRIGGER former_content_typed_anew AFTER UPDATE OF type ON given_type BEGIN
    DELETE FROM former_content WHERE sample = new.sample;
END;

-- Number of the last scan that went through all of the source; they are numbered across sources.
ALTER TABLE source ADD COLUMN scanned INTEGER NOT NULL DEFAULT 0;

-- Links to folders, which have no samples of their own if they lead to a folder of the same source.
CREATE TABLE folder_link (
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    path   BLOB    NOT NULL,              -- below the root
    PRIMARY KEY (source, path)
) STRICT, WITHOUT ROWID;
