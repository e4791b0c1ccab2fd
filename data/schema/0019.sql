-- Steps of the kind `edit`: files whose content was replaced by another. A row is written before its file is touched.
CREATE TABLE step_edit (
    step      INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    sample    INTEGER NOT NULL REFERENCES sample (id) ON DELETE CASCADE,
    path      BLOB    NOT NULL,            -- absolute, links resolved, when it was edited
    before    BLOB    NOT NULL,            -- SHA-256 of the content
    after     BLOB    NOT NULL,
    positions TEXT    NOT NULL,            -- JSON: where frames moved; see models/edit/positions.py
    place     BLOB    NOT NULL,            -- temporary name of the new content while it is being exchanged; empty: it is not
    PRIMARY KEY (step, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX step_edit_by_sample ON step_edit (sample);

-- Every content that edits replaced or made, also after its step left the journal.
CREATE TABLE version (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    sample INTEGER NOT NULL REFERENCES sample (id) ON DELETE CASCADE,
    at     REAL    NOT NULL,               -- seconds since 1970, for people only
    hash   BLOB    NOT NULL,               -- SHA-256: name of its file in `originals`, unless the sample itself has it
    size   INTEGER NOT NULL,
    words  TEXT    NOT NULL,               -- JSON: the action that made it; empty: it was there before
    UNIQUE (sample, hash)
) STRICT;

CREATE INDEX version_by_hash ON version (hash);

-- What the file system said of a file when its SHA-256 was known: the content of an edited sample, or an entry of `originals`.
CREATE TABLE known_content (
    path     BLOB PRIMARY KEY,             -- absolute; an entry of `originals`: its hash
    hash     BLOB    NOT NULL,
    size     INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    device   INTEGER NOT NULL,
    inode    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
