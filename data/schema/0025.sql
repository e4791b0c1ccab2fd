-- Steps of the kind `triage`: marks that teach nothing any more.
CREATE TABLE step_triage (
    step   INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    sample INTEGER NOT NULL REFERENCES sample (id) ON DELETE CASCADE,
    before INTEGER NOT NULL,               -- whether the mark taught nothing: 0 or 1
    after  INTEGER NOT NULL,
    PRIMARY KEY (step, sample)
) STRICT, WITHOUT ROWID;

CREATE INDEX step_triage_by_sample ON step_triage (sample);
