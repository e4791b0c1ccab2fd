-- What was found out about samples for musicians. A row belongs to the content that was analysed.
CREATE TABLE analysis (
    sample           INTEGER PRIMARY KEY REFERENCES sample (id) ON DELETE CASCADE,
    token            BLOB NOT NULL,       -- of the content that was analysed
    analyser         TEXT NOT NULL,       -- its version: newer ones analyse anew
    tempo            REAL,                -- beats per minute
    tempo_confidence REAL NOT NULL,       -- 0 to 1
    key              TEXT,                -- such as `F# min`; a note alone: `A`
    key_confidence   REAL NOT NULL,       -- 0 to 1
    loudness         REAL,                -- LUFS; none: silent
    onset_count      INTEGER,
    onsets           BLOB NOT NULL,       -- seconds, `<f4`
    problem          TEXT NOT NULL        -- why nothing is known; it is not tried again until the file changes
) STRICT;

-- What is not sure is neither sorted nor found: 0.5 is `SURE` in models/analysis.
CREATE INDEX analysis_by_tempo ON analysis (tempo) WHERE tempo_confidence >= 0.5;
CREATE INDEX analysis_by_key ON analysis (key) WHERE key_confidence >= 0.5;
CREATE INDEX analysis_by_loudness ON analysis (loudness);

-- Steps of the kind `type`: what a person said that samples are; nothing: what was detected counts.
CREATE TABLE step_type (
    step   INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    sample INTEGER NOT NULL REFERENCES sample (id) ON DELETE CASCADE,
    before TEXT,
    after  TEXT,
    PRIMARY KEY (step, sample)
) STRICT, WITHOUT ROWID;

CREATE INDEX step_type_by_sample ON step_type (sample);
