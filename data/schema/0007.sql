-- What sounds are like, by the model that says so. A row belongs to the content that was heard: `token` names it.
CREATE TABLE embedding (
    sample   INTEGER NOT NULL REFERENCES sample (id) ON DELETE CASCADE,
    model    TEXT    NOT NULL,            -- with its version: features of others cannot be compared
    token    BLOB    NOT NULL,            -- of the content, and the time of its last change
    features BLOB    NOT NULL,            -- empty: there are none
    problem  TEXT    NOT NULL,            -- why; it is not tried again until the file changes
    PRIMARY KEY (sample, model)
) STRICT;
