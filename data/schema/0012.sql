-- A source that is removed stays, with its samples and all that a person decided about them, but hidden.
-- `sample.missing` is 0 there, 1 not found, 2 deleted by a person; plus 4 while its source is removed.
ALTER TABLE source ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER source_removed AFTER UPDATE OF removed ON source WHEN old.removed != new.removed BEGIN
    UPDATE sample SET missing = (missing & 3) | (new.removed << 2) WHERE source = new.id;
END;

CREATE TRIGGER sample_added_hidden AFTER INSERT ON sample
WHEN (new.missing >> 2) != (SELECT removed FROM source WHERE id = new.source) BEGIN
    UPDATE sample SET missing = (missing & 3) | 4 WHERE id = new.id;
END;

CREATE TRIGGER sample_hidden AFTER UPDATE OF source, missing ON sample
WHEN (new.missing >> 2) != (SELECT removed FROM source WHERE id = new.source) BEGIN
    UPDATE sample
    SET missing = (missing & 3) | ((SELECT removed FROM source WHERE id = new.source) << 2)
    WHERE id = new.id;
END;

-- No sample goes with a decision: whoever deletes one moves its decisions elsewhere, or takes them back, first.
CREATE TRIGGER sample_decided BEFORE DELETE ON sample
WHEN old.tag != 0
    OR EXISTS (SELECT 1 FROM member WHERE sample = old.id)
    OR EXISTS (SELECT 1 FROM given_type WHERE sample = old.id)
BEGIN
    SELECT RAISE(ABORT, 'a decision would be lost');
END;

-- Which file has the decisions of a hidden sample, because it has its content: each is handed on once.
CREATE TABLE heir (
    sample INTEGER PRIMARY KEY REFERENCES sample (id) ON DELETE CASCADE,
    heir   INTEGER NOT NULL REFERENCES sample (id) ON DELETE CASCADE
) STRICT;

CREATE INDEX heir_by_heir ON heir (heir);

-- Steps of the kind `sources`: which folder a source was, and is; empty: it is removed.
CREATE TABLE step_source (
    step   INTEGER PRIMARY KEY REFERENCES step (id) ON DELETE CASCADE,
    before BLOB NOT NULL,
    after  BLOB NOT NULL
) STRICT;
