-- The index of searches and the order of lists are derived, in the background, from names: whatever has changed since is
-- read from the tables themselves. See docs/decisions/0017-search-index.md.

DROP TRIGGER sample_added;
DROP TRIGGER sample_forgotten;
DROP TRIGGER sample_renamed;
DROP TABLE sample_words;

-- 16384 samples each, by id: `id >> 14`. See models/library/search/chunk.py and columns.py.
CREATE TABLE search_chunk (
    chunk  INTEGER PRIMARY KEY,
    built  INTEGER NOT NULL,              -- higher each time
    words  BLOB    NOT NULL,              -- UTF-8, a line each
    ends   BLOB    NOT NULL,              -- `<u4`, of the places of each word
    places BLOB    NOT NULL               -- `<u2`, the lower bits of ids
) STRICT;

-- In the order in which they are read: what stands behind a value is not.
CREATE TABLE column_chunk (
    chunk    INTEGER PRIMARY KEY,
    formats  TEXT NOT NULL,               -- a line each
    codes    BLOB NOT NULL,               -- `<u2`, lines of `formats`, one for each offset
    offsets  BLOB NOT NULL,               -- `<u2`, the lower bits of ids
    lengths  BLOB NOT NULL,               -- `<f8`, as all that follow one for each offset
    rates    BLOB NOT NULL,               -- `<i4`
    channels BLOB NOT NULL                -- `<i4`
) STRICT;

-- Chunks with other texts or values than these tables say.
CREATE TABLE stale_chunk (
    chunk   INTEGER PRIMARY KEY,
    changes INTEGER NOT NULL              -- so that a change while it is indexed is seen
) STRICT;

INSERT INTO stale_chunk SELECT DISTINCT id >> 14, 1 FROM sample;

CREATE TRIGGER sample_added AFTER INSERT ON sample BEGIN
    INSERT INTO stale_chunk VALUES (new.id >> 14, 1) ON CONFLICT DO UPDATE SET changes = changes + 1;
    DELETE FROM folder_listing WHERE folder = new.folder;
END;

CREATE TRIGGER sample_forgotten AFTER DELETE ON sample BEGIN
    INSERT INTO stale_chunk VALUES (old.id >> 14, 1) ON CONFLICT DO UPDATE SET changes = changes + 1;
    DELETE FROM folder_listing WHERE folder = old.folder;
END;

CREATE TRIGGER sample_renamed AFTER UPDATE OF words, length, rate, channels, format ON sample
WHEN (old.words, old.length, old.rate, old.channels, old.format)
    IS NOT (new.words, new.length, new.rate, new.channels, new.format) BEGIN
    INSERT INTO stale_chunk VALUES (new.id >> 14, 1) ON CONFLICT DO UPDATE SET changes = changes + 1;
END;

-- The samples of a folder in their order; folders without a row are read from `sample`.
CREATE TABLE folder_listing (
    folder  INTEGER PRIMARY KEY REFERENCES folder (id) ON DELETE CASCADE,
    samples BLOB NOT NULL                 -- `<i8`
) STRICT;

CREATE TRIGGER sample_reordered AFTER UPDATE OF folder, key ON sample
WHEN old.folder IS NOT new.folder OR old.key IS NOT new.key BEGIN
    DELETE FROM folder_listing WHERE folder IN (old.folder, new.folder);
END;
