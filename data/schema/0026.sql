-- Which sounds have features of the first version only: 213 numbers of 2 bytes. They serve until they are heard again, and the
-- first numbers of those of today are the same: see docs/decisions/0042-descriptors-of-the-next-features.md.
CREATE INDEX embedding_earlier ON embedding (sample) WHERE model = 'aisfx-1' AND length(features) = 426;

-- Whether the vectors of a file were made of the numbers alone that all versions have. Those so far were.
ALTER TABLE vector_file ADD COLUMN earlier INTEGER NOT NULL DEFAULT 1;

-- Such vectors do not change if only numbers are added.
DROP TRIGGER embedding_replaced;

CREATE TRIGGER embedding_replaced AFTER UPDATE ON embedding
WHEN NOT (old.sample = new.sample AND old.model = new.model AND old.token = new.token
    AND old.model = 'aisfx-1' AND length(old.features) = 426 AND substr(new.features, 1, 426) = old.features
    AND NOT EXISTS (SELECT 1 FROM vector_file WHERE model = old.model AND earlier = 0)) BEGIN
    INSERT INTO embedding_change (sample, model) VALUES (old.sample, old.model), (new.sample, new.model);
END;
