-- What was taken over from the predecessor, so that a second time changes nothing that a person did since.

CREATE TABLE import (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    at          REAL    NOT NULL,         -- seconds since 1970, for people only
    fingerprint BLOB    NOT NULL UNIQUE,  -- of all that was read
    report      TEXT    NOT NULL,         -- JSON
    choices     TEXT    NOT NULL,         -- JSON: those of the predecessor
    settled     INTEGER NOT NULL DEFAULT 0 -- ours follow them by now, in config.toml
) STRICT;

CREATE TABLE imported_collection (
    old        TEXT    PRIMARY KEY,       -- its id there
    collection INTEGER NOT NULL           -- no reference: it may be gone, and come back
) STRICT, WITHOUT ROWID;

-- The keys 1 to 9 of collections that have one of their own; the others share what is left, in order.
CREATE TABLE hotkey (
    number     INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 9),
    collection INTEGER NOT NULL           -- no reference: it may be gone, and come back
) STRICT;

-- Where a person was: which source, and how its list was searched, filtered and sorted.
CREATE TABLE memory (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL                   -- JSON
) STRICT, WITHOUT ROWID;

-- What a search asks about; the first also sorts.
CREATE INDEX sample_by_format ON sample (rate, format, key);
CREATE INDEX sample_by_channels ON sample (channels);
CREATE INDEX sample_missing ON sample (id) WHERE missing != 0;
CREATE INDEX sample_broken ON sample (id) WHERE error != '';
