-- Which vectors changed, in order: a file of vectors on disk says up to which change it goes.
CREATE TABLE embedding_change (
    number INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given again, whatever was deleted
    sample INTEGER NOT NULL,                   -- perhaps gone
    model  TEXT    NOT NULL
) STRICT;

CREATE TRIGGER embedding_added AFTER INSERT ON embedding BEGIN
    INSERT INTO embedding_change (sample, model) VALUES (new.sample, new.model);
END;

CREATE TRIGGER embedding_replaced AFTER UPDATE ON embedding BEGIN
    INSERT INTO embedding_change (sample, model) VALUES (old.sample, old.model), (new.sample, new.model);
END;

CREATE TRIGGER embedding_deleted AFTER DELETE ON embedding BEGIN
    INSERT INTO embedding_change (sample, model) VALUES (old.sample, old.model);
END;

-- The file of vectors of each model. It is valid only if it is the one named here, whole and unchanged.
CREATE TABLE vector_file (
    model    TEXT    PRIMARY KEY,
    name     TEXT    NOT NULL,                 -- drawn by lot for each file, so that no other is taken for it
    number   INTEGER NOT NULL,                 -- last change in it: later ones are still in `embedding_change`
    count    INTEGER NOT NULL,                 -- sounds
    checksum INTEGER NOT NULL,                 -- CRC-32 of the content
    space    TEXT    NOT NULL,                 -- digest of what projected the features, but for these statistics:
    measured INTEGER NOT NULL,                 -- of so many sounds
    mean     BLOB    NOT NULL,                 -- `<f4`
    spread   BLOB    NOT NULL                  -- `<f4`
) STRICT;

-- How often samples were hidden or shown again: missing, deleted, offline.
CREATE TABLE visibility (
    changes INTEGER NOT NULL
) STRICT;

INSERT INTO visibility VALUES (0);

CREATE TRIGGER sample_visibility AFTER UPDATE OF missing, source ON sample
WHEN old.missing != new.missing OR old.source != new.source BEGIN
    UPDATE visibility SET changes = changes + 1;
END;

CREATE TRIGGER sample_added_unseen AFTER INSERT ON sample
WHEN new.missing != 0 OR (SELECT offline FROM source WHERE id = new.source) != 0 BEGIN
    UPDATE visibility SET changes = changes + 1;
END;

CREATE TRIGGER source_visibility AFTER UPDATE OF offline ON source WHEN old.offline != new.offline BEGIN
    UPDATE visibility SET changes = changes + 1;
END;
