"""The voices that have a note, and the effects."""
