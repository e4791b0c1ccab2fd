"""Rules of edits, of what is shown after one, and of the history sheet."""
