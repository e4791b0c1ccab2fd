-- Which reading of sound files told length, rate, channels and format: `READER` in models/library/file.py. Where it is an
-- earlier one, the next scan reads the file again.
ALTER TABLE sample ADD COLUMN reader INTEGER NOT NULL DEFAULT 0;

-- Until now a header was believed. It told the truth where it agrees with the bytes: uncompressed sound fills the file, but for
-- at most 64 KiB around it.
UPDATE sample SET reader = 1
WHERE error = '' AND frames > 0 AND format NOT LIKE 'FLAC %' AND size - frames * channels * CASE
    WHEN format LIKE '% 8-bit' THEN 1
    WHEN format LIKE '% 16-bit' THEN 2
    WHEN format LIKE '% 24-bit' THEN 3
    WHEN format LIKE '% 32-bit' OR format LIKE '% 32-bit float' THEN 4
    WHEN format LIKE '% 64-bit float' THEN 8
END BETWEEN 0 AND 65536;
