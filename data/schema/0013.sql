-- Names tell tempo and key: what was found out belongs to a name as well, and a renamed file is analysed anew.
ALTER TABLE analysis ADD COLUMN file_name BLOB;            -- of the file when it was analysed; none: by an older version
-- Half or double of the tempo, where that is nearly as likely.
ALTER TABLE analysis ADD COLUMN other_tempo REAL;
ALTER TABLE analysis ADD COLUMN other_confidence REAL NOT NULL DEFAULT 0; -- 0 to 1

DROP INDEX analysis_by_tempo;
CREATE INDEX analysis_by_tempo ON analysis (tempo) WHERE tempo_confidence + other_confidence >= 0.5;
CREATE INDEX analysis_by_other_tempo ON analysis (other_tempo) WHERE other_tempo IS NOT NULL;
