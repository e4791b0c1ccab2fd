-- Marked samples that no longer teach what is likely to be kept: triage was reset where they are. A new mark teaches again.
CREATE TABLE triage_past (
    sample INTEGER PRIMARY KEY REFERENCES sample (id) ON DELETE CASCADE
) STRICT;

CREATE TRIGGER triage_marked AFTER UPDATE OF tag ON sample WHEN old.tag != new.tag BEGIN
    DELETE FROM triage_past WHERE sample = new.id;
END;
