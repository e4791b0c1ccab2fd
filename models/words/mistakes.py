"""What is wrong with a person's own words."""

from __future__ import annotations

from dataclasses import dataclass

from models.words.vocabulary import LineError


@dataclass(frozen=True, slots=True)
class WordMistakes:
    """Invalid lines of the file, or why it cannot be read at all."""

    lines: tuple[LineError, ...] = ()
    problem: str = ""
    """Why the file cannot be read; empty if it can."""

    def __bool__(self) -> bool:
        return bool(self.lines or self.problem)
