"""Decisions that can be taken back: the journal, and one file for each kind of step."""
