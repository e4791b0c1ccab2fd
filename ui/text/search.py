"""Texts about searches: parse errors, and respelled words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from models.library.search.completion import MARKS, Completion
from models.library.search.parse import LIKE
from models.library.search.respelling import Respelling
from models.library.search.search import ProblemKind, Property, State, TermProblem
from models.types.sound_type import SoundType

EXAMPLES = {
    Property.TAG: "tag:keep",
    Property.NAME: "name:kick",
    Property.FOLDER: "folder:kicks",
    Property.FORMAT: "format:flac",
    Property.COLLECTION: "in:breaks",
    Property.LENGTH: "len<1 or len:0.5..2",
    Property.RATE: "rate:48000 or rate>=44.1k",
    Property.CHANNELS: "ch:2 or ch:mono",
    Property.STATE: "is:missing",
    Property.TYPE: "type:kick",
    Property.TEMPO: "bpm:120 or bpm:90..100",
    Property.KEY: "key:Am or key:8A",
    Property.LOUDNESS: "loudness<-14",
    Property.ONSETS: "onsets>8",
}
"""An example or two for each filter."""
DESCRIPTION = "like:short dusty snare"


def problem_words(problem: TermProblem) -> str:
    """Return why a term is invalid, and how to write it."""
    return f"{problem.term}: {_reason(problem)}"


def _reason(problem: TermProblem) -> str:
    asked = problem.asked
    match problem.kind:
        case ProblemKind.UNKNOWN_FILTER:
            known = ", ".join(one.value for one in Property)
            return f"unknown filter “{problem.value}”. Try: {known}"
        case ProblemKind.NO_VALUE:
            return f"add a value, e.g. {EXAMPLES[asked or Property.TEMPO]}"
        case ProblemKind.NOT_COMPARABLE:
            return f"cannot be compared, try {asked.value if asked else ''}:{problem.value}"
        case ProblemKind.NOT_A_NUMBER:
            return f"not a number, e.g. {EXAMPLES[asked or Property.LENGTH]}"
        case ProblemKind.NOT_A_MARK:
            return f"marks: {', '.join(MARKS)}"
        case ProblemKind.NOT_A_STATE:
            return f"states: {', '.join(one.value for one in State)}"
        case ProblemKind.NOT_A_TYPE:
            return f"types: {', '.join(one.value for one in SoundType)}"
        case ProblemKind.NOT_A_KEY:
            return "keys: A, F#, Am, “Bb maj” or 8A"
        case kind:
            assert_never(kind)


def respelling_words(respelled: Sequence[Respelling]) -> str:
    """Return what was searched for in place of unknown words; empty if nothing was."""
    return "; ".join(
        f"No match for “{one.word}”, showing {', '.join(f'“{used}”' for used in one.used)}"
        for one in respelled
    )


def completion_words(one: Completion) -> str:
    """Return a completion; with an example if its value is still missing."""
    name = one.term.strip("-:")
    if not one.open:
        return one.term
    example = DESCRIPTION if name == LIKE else EXAMPLES[Property(name)]
    return f"{one.term}   {example}"
