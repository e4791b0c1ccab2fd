"""Counts have their nouns from one function, and rates their unit: never “1 groups”."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOUNS = (
    *("channel", "clip", "collection", "dropout", "error", "file", "folder", "frame", "group"),
    *("loop", "mark", "marker", "member", "pair", "problem", "row", "sample", "second", "setting"),
    *("source", "step", "tag", "vector"),
)
COUNTED = re.compile(rf"^ (?:[a-z]+ )?(?:{'|'.join(NOUNS)})s\b|^ Hz\b")
"""What follows a number in a text that should have come from `count_noun` or `rate_words`."""
RAISED = {"ValueError", "AssertionError", "Unusable", "Unknowable", "UnreadableSound", "Unreadable"}
"""Errors that tell what a file or a caller holds, number by number."""


def numbers_with_plurals(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each plural that directly follows a formatted value."""
    tree = ast.parse(source)
    exempt = {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and node.exc.func.id in RAISED
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.JoinedStr) or node in exempt:
            continue
        for before, after in zip(node.values, node.values[1:], strict=False):
            if (
                isinstance(before, ast.FormattedValue)
                and not _counted(before.value)
                and isinstance(after, ast.Constant)
                and COUNTED.match(str(after.value))
            ):
                yield node.lineno, str(after.value)


def _counted(value: ast.expr) -> bool:
    """Tell whether a value is a count with its noun."""
    return isinstance(value, ast.Call) and ast.unparse(value.func).endswith("count_noun")


@pytest.mark.parametrize("folder", ["ui", "models", "actors"])
def test_counts_are_said_by_one_function(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}:{text}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, text in numbers_with_plurals(path.read_text("utf-8"))
    ]

    assert found == [], "use models.audio.clock.count_noun, or rate_words"


def test_it_is_found() -> None:
    found = [text for _, text in numbers_with_plurals('f"{a} groups, {b} redundant files"')]

    assert found == [" groups, ", " redundant files"]
    assert list(numbers_with_plurals('f"{a} Hz"')) == [(1, " Hz")]
    assert not list(numbers_with_plurals("f\"{count_noun(a, 'group')}, {b} sure\""))
