-- Folders whose samples are to follow them: to another source, out of the library or back, to another path. In small steps,
-- as all at once would keep decisions waiting; a start goes on where the last run stopped. See actors/library/query/lagging.py.
CREATE TABLE lagging_folder (
    folder  INTEGER PRIMARY KEY REFERENCES folder (id) ON DELETE CASCADE,
    renamed INTEGER NOT NULL,
    key     TEXT,                         -- of the last sample that followed, and its id; none: none did
    sample  INTEGER NOT NULL DEFAULT 0
) STRICT;

DROP TRIGGER source_removed;
