"""What the empty waveform panel teaches, until it was done once."""

from __future__ import annotations

from enum import Enum


class Lesson(Enum):
    """Something that everybody does; the value is stored once it was done."""

    HEAR = "hear"
    KEEP = "keep"
    REJECT = "reject"
    SIMILAR = "similar"
    ADD = "add"
    """A folder of one's own."""


def parse_lessons(stored: str) -> frozenset[Lesson]:
    """Return the stored lessons; unknown words are ignored."""
    words = set(stored.split())
    return frozenset(lesson for lesson in Lesson if lesson.value in words)


def lessons_text(lessons: frozenset[Lesson]) -> str:
    """Return lessons as they are stored."""
    return " ".join(lesson.value for lesson in Lesson if lesson in lessons)
