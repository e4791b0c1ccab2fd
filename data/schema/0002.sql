-- The journal: every decision of a person that can be taken back, and done again.
-- Steps that were taken back are the newest ones: a new step removes them.

CREATE TABLE step (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     REAL    NOT NULL,              -- seconds since 1970, for people only: clocks jump
    kind   TEXT    NOT NULL,              -- which table holds its details
    words  TEXT    NOT NULL,              -- what it does: keep 3 samples
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Kind `tag`: the marks of samples. What is forgotten leaves its steps.
CREATE TABLE step_tag (
    step   INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    sample INTEGER NOT NULL REFERENCES sample (id) ON DELETE CASCADE,
    before INTEGER NOT NULL,
    after  INTEGER NOT NULL,
    PRIMARY KEY (step, sample)
) STRICT, WITHOUT ROWID;

CREATE INDEX step_tag_by_sample ON step_tag (sample);
