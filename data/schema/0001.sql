-- The library, first version. Paths are bytes (BLOB): a file name need not be text.

CREATE TABLE source (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    root    BLOB    NOT NULL UNIQUE,      -- absolute, real path
    device  INTEGER,                      -- st_dev at the last scan: tells an empty mount point from an empty folder
    offline INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE folder (
    id     INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    path   BLOB    NOT NULL,              -- below the root; empty: the root itself
    key    TEXT    NOT NULL               -- natural order
) STRICT;

CREATE UNIQUE INDEX folder_by_path ON folder (source, path);
CREATE INDEX folder_by_key ON folder (source, key);

-- AUTOINCREMENT: an id is a lasting name, so that of a forgotten sample is never given again.
CREATE TABLE sample (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    source    INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    folder    INTEGER NOT NULL REFERENCES folder (id) ON DELETE CASCADE,
    name      BLOB    NOT NULL,
    key       TEXT    NOT NULL,           -- natural order of the name
    words     TEXT    NOT NULL,           -- path below the root, folded for searching
    size      INTEGER NOT NULL,           -- bytes
    mtime_ns  INTEGER NOT NULL,
    frames    INTEGER NOT NULL,
    rate      INTEGER NOT NULL,
    channels  INTEGER NOT NULL,
    length    REAL    NOT NULL,           -- seconds
    format    TEXT    NOT NULL,
    token     BLOB    NOT NULL,           -- empty: the content could not be read
    full_hash BLOB,                       -- of the whole content, filled in the background
    tag       INTEGER NOT NULL DEFAULT 0 CHECK (tag IN (-1, 0, 1)),
    missing   INTEGER NOT NULL DEFAULT 0,
    error     TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX sample_by_path ON sample (folder, name);
CREATE INDEX sample_by_folder ON sample (folder, key);
CREATE INDEX sample_by_source ON sample (source);
CREATE INDEX sample_by_key ON sample (key);
CREATE INDEX sample_by_length ON sample (length, key);
CREATE INDEX sample_by_token ON sample (token);
CREATE INDEX sample_by_tag ON sample (tag) WHERE tag != 0;
CREATE INDEX sample_unhashed ON sample (id) WHERE full_hash IS NULL AND missing = 0 AND token != x'';

-- Three letters in a row are the smallest thing this index finds; shorter words are looked up in `words`.
-- The text is folded already, so the tokenizer need not fold it again (it knows ASCII only).
CREATE VIRTUAL TABLE sample_words USING fts5 (
    words, content = 'sample', content_rowid = 'id', tokenize = 'trigram case_sensitive 1'
);

CREATE TRIGGER sample_added AFTER INSERT ON sample BEGIN
    INSERT INTO sample_words (rowid, words) VALUES (new.id, new.words);
END;

CREATE TRIGGER sample_forgotten AFTER DELETE ON sample BEGIN
    INSERT INTO sample_words (sample_words, rowid, words) VALUES ('delete', old.id, old.words);
END;

CREATE TRIGGER sample_renamed AFTER UPDATE OF words ON sample WHEN old.words IS NOT new.words BEGIN
    INSERT INTO sample_words (sample_words, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO sample_words (rowid, words) VALUES (new.id, new.words);
END;
