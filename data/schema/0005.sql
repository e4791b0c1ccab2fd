-- Where and how a collection was exported last, so that doing it again is one step.

CREATE TABLE export (
    collection INTEGER PRIMARY KEY,       -- no reference: it may be gone, and come back
    folder     BLOB NOT NULL,
    settings   TEXT NOT NULL              -- JSON
) STRICT;
