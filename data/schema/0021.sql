-- Options of a source: whether its files are never changed, and where workers of a cluster see it.
ALTER TABLE source ADD COLUMN read_only INTEGER NOT NULL DEFAULT 0 CHECK (read_only IN (0, 1));
ALTER TABLE source ADD COLUMN worker_root BLOB;    -- absolute; none: the same folder
