-- Questions that are kept under a name: see models/similarity/saved_search.py for their form.
CREATE TABLE saved_search (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    question TEXT NOT NULL                 -- JSON
) STRICT;

-- Steps of the kind `search`: searches saved, renamed, changed and removed.
CREATE TABLE step_search (
    step            INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    search          INTEGER NOT NULL,
    name_before     TEXT,                  -- none: there was none
    name_after      TEXT,
    question_before TEXT,
    question_after  TEXT,
    PRIMARY KEY (step, search)
) STRICT, WITHOUT ROWID;
