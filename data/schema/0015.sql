-- Samples whose `words` name a path that they had: their folder moved with others, and all of these texts in one step
-- would keep decisions waiting. They are brought up to date in small steps; a start goes on where the last run stopped.
CREATE TABLE stale_words (
    sample INTEGER PRIMARY KEY REFERENCES sample (id) ON DELETE CASCADE
) STRICT;
