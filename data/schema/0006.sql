-- Steps of the kind `files`: what moved where. They are written before anything moves.

ALTER TABLE folder ADD COLUMN made INTEGER NOT NULL DEFAULT 0; -- by a person: it stays in the tree while it is empty

CREATE TABLE step_file (
    step   INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,              -- order; taken back in the reverse one
    before BLOB    NOT NULL,              -- absolute paths; empty: a folder was made
    after  BLOB    NOT NULL,
    PRIMARY KEY (step, number)
) STRICT, WITHOUT ROWID;

-- The step whose files are on their way; at most one. A start that finds one completes it.
CREATE TABLE step_underway (
    step INTEGER PRIMARY KEY REFERENCES step (id) ON DELETE CASCADE,
    back INTEGER NOT NULL                 -- it is being taken back
) STRICT;
