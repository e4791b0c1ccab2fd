-- What kind of sound a sample is, as it was detected. A row belongs to the content that was heard.
CREATE TABLE sound_type (
    sample     INTEGER PRIMARY KEY REFERENCES sample (id) ON DELETE CASCADE,
    token      BLOB NOT NULL,             -- of the content that was heard
    classifier TEXT NOT NULL,             -- with its version: newer ones detect anew
    type       TEXT NOT NULL,
    confidence REAL NOT NULL              -- 0 to 1
) STRICT;

CREATE INDEX sound_type_by_type ON sound_type (type);

-- What a person says it is; that stays, whatever is detected later.
CREATE TABLE given_type (
    sample INTEGER PRIMARY KEY REFERENCES sample (id) ON DELETE CASCADE,
    type   TEXT NOT NULL
) STRICT;

CREATE INDEX given_type_by_type ON given_type (type);
