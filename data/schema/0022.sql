-- What is embedded in windows of long samples, in chunks of some minutes: see docs/decisions/0037-inside-long-files.md.
CREATE TABLE chunk (
    sample   INTEGER NOT NULL REFERENCES sample (id) ON DELETE CASCADE,
    model    TEXT    NOT NULL,
    number   INTEGER NOT NULL,             -- from the start of the sample
    token    BLOB    NOT NULL,             -- of the content
    windows  BLOB    NOT NULL,             -- of each, its number from the start of the sample and its onset
    features BLOB    NOT NULL,             -- of each window
    problem  TEXT    NOT NULL,             -- why there are none; empty: there are, or it is silent
    PRIMARY KEY (sample, model, number)
) STRICT;

CREATE TRIGGER chunk_content_replaced AFTER UPDATE OF content ON sample WHEN old.content IS NOT new.content BEGIN
    DELETE FROM chunk WHERE sample = new.id;
END;

-- Samples whose chunks changed, in order, as in `embedding_change`.
CREATE TABLE chunk_change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    sample INTEGER NOT NULL,               -- perhaps gone
    model  TEXT    NOT NULL
) STRICT;

CREATE TRIGGER chunk_added AFTER INSERT ON chunk BEGIN
    INSERT INTO chunk_change (sample, model) VALUES (new.sample, new.model);
END;

CREATE TRIGGER chunk_replaced AFTER UPDATE ON chunk BEGIN
    INSERT INTO chunk_change (sample, model) VALUES (old.sample, old.model), (new.sample, new.model);
END;

CREATE TRIGGER chunk_deleted AFTER DELETE ON chunk BEGIN
    INSERT INTO chunk_change (sample, model) VALUES (old.sample, old.model);
END;
