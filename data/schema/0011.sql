-- Which file a sample is for the file system, and what names its content.

ALTER TABLE sample ADD COLUMN device INTEGER;     -- st_dev of the file behind all links, at the last scan; none: not known
ALTER TABLE sample ADD COLUMN inode INTEGER;      -- st_ino: with `device` the same for all names (hard links, links) of one file
ALTER TABLE sample ADD COLUMN ctime_ns INTEGER;   -- st_ctime_ns; none: not known; -1: read so soon after a change that another may have the same time
ALTER TABLE sample ADD COLUMN middle BLOB NOT NULL DEFAULT x'';  -- of parts between both ends; empty: not read, or `token` tells all
ALTER TABLE sample ADD COLUMN content BLOB NOT NULL DEFAULT x''; -- names the content for all that is derived from it; empty: could not be read
ALTER TABLE sample ADD COLUMN doubt INTEGER NOT NULL DEFAULT 0;  -- the whole content is to be compared with `full_hash`

CREATE INDEX sample_by_file ON sample (inode, device);
CREATE INDEX sample_doubtful ON sample (id) WHERE doubt != 0;

-- Until now: the token, then the time of the last change as 8 bytes, the highest first.
UPDATE sample SET content = CAST(token
    || substr(bytes, ((mtime_ns >> 56) & 255) + 1, 1) || substr(bytes, ((mtime_ns >> 48) & 255) + 1, 1)
    || substr(bytes, ((mtime_ns >> 40) & 255) + 1, 1) || substr(bytes, ((mtime_ns >> 32) & 255) + 1, 1)
    || substr(bytes, ((mtime_ns >> 24) & 255) + 1, 1) || substr(bytes, ((mtime_ns >> 16) & 255) + 1, 1)
    || substr(bytes, ((mtime_ns >> 8) & 255) + 1, 1) || substr(bytes, (mtime_ns & 255) + 1, 1) AS BLOB)
FROM (SELECT x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff' AS bytes)
WHERE token != x'';

-- What was derived from another content, and what failed for a reason that may have passed.
DELETE FROM embedding WHERE problem != '' OR token IS NOT (SELECT content FROM sample WHERE id = embedding.sample);
DELETE FROM analysis WHERE problem != '' OR token IS NOT (SELECT content FROM sample WHERE id = analysis.sample);
DELETE FROM sound_type WHERE token IS NOT (SELECT content FROM sample WHERE id = sound_type.sample);
UPDATE sample SET error = '' WHERE error LIKE '%cannot be opened: %';

-- Whatever was derived from a content goes with it, whoever stores another one.
CREATE TRIGGER sample_content_replaced AFTER UPDATE OF content ON sample
WHEN old.content IS NOT new.content BEGIN
    DELETE FROM embedding WHERE sample = new.id;
    DELETE FROM analysis WHERE sample = new.id;
    DELETE FROM sound_type WHERE sample = new.id;
END;
