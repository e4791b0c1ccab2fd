"""Where terms of a search stand in what was typed."""

from __future__ import annotations

from models.library.search.parse import parse, sound_description
from models.library.search.search import ProblemKind


def misunderstood(typed: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of invalid terms; a value that is only missing is not one."""
    if sound_description(typed) is not None:
        return ()
    spans: list[tuple[int, int]] = []
    at = 0
    for problem in parse(typed).problems:
        start = typed.find(problem.term, at)
        if start < 0:  # undecodable bytes were replaced
            continue
        at = start + len(problem.term)
        if problem.kind is not ProblemKind.NO_VALUE:
            spans.append((start, at))
    return tuple(spans)
