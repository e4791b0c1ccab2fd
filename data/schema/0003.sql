-- Collections: a person's own sets of samples, in their own order, across sources.

CREATE TABLE collection (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    name   TEXT    NOT NULL,
    folded TEXT    NOT NULL UNIQUE,       -- the name, upper and lower case alike
    place  REAL    NOT NULL               -- order in the list; between two there is always room for another
) STRICT;

CREATE TABLE member (
    collection INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    sample     INTEGER NOT NULL REFERENCES sample (id) ON DELETE CASCADE,
    place      REAL    NOT NULL,          -- order within the collection
    PRIMARY KEY (collection, sample)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_by_place ON member (collection, place);
CREATE INDEX member_by_sample ON member (sample);

-- Details of steps of the kind `collections`; no place means that it is not there.
CREATE TABLE step_collection (
    step         INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    collection   INTEGER NOT NULL,        -- no reference: it may be gone, and come back
    name_before  TEXT,
    name_after   TEXT,
    place_before REAL,
    place_after  REAL,
    PRIMARY KEY (step, collection)
) STRICT, WITHOUT ROWID;

CREATE TABLE step_member (
    step         INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    collection   INTEGER NOT NULL,
    sample       INTEGER NOT NULL REFERENCES sample (id) ON DELETE CASCADE,
    place_before REAL,
    place_after  REAL,
    PRIMARY KEY (step, collection, sample)
) STRICT, WITHOUT ROWID;

CREATE INDEX step_member_by_sample ON step_member (sample);
