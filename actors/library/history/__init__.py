"""Undoable steps: the journal, and one file for each kind of step."""
