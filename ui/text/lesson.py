"""Texts of the empty waveform panel, which teaches the first keys."""

from __future__ import annotations

from models.state.lesson import Lesson

LESSONS = {
    Lesson.HEAR: "next sound, and hear it",
    Lesson.KEEP: "keep it",
    Lesson.REJECT: "reject it",
    Lesson.SIMILAR: "find what sounds like it",
    Lesson.ADD: "Add your samples",
}
"""What a key does; the last is a button."""
COMMANDS = {
    Lesson.HEAR: "row-down",
    Lesson.KEEP: "keep",
    Lesson.REJECT: "reject",
    Lesson.SIMILAR: "find-similar",
    Lesson.ADD: "add-source",
}
"""Name of the command in the key table."""
