"""No sleep guesses how long something takes.

What can be awaited is awaited. A sleep is one step of a poll in a loop, runs on a virtual clock,
lasts for an interval that a name and its docstring explain, or has a comment that says what it is
for.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("actors", "models", "ui", "scripts", "tests")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def explained(lines: list[str], number: int) -> bool:
    """Return whether a line (1 is the first), or the one above, has a comment that is no `noqa`."""
    here = lines[number - 1].partition("# ")[2]
    reason = here.partition(" - ")[2] if here.startswith("noqa") else here
    return bool(reason) or lines[number - 2].lstrip().startswith("# ")


def guesses(text: str) -> Iterator[int]:
    """Return the lines of sleeps that nothing explains."""
    lines = text.splitlines()

    def below(node: ast.AST, *, polls: bool, virtual: bool) -> Iterator[int]:
        for child in ast.iter_child_nodes(node):
            loop, clock = polls or isinstance(child, ast.While), virtual
            if isinstance(child, Function):
                loop = False
                clock = virtual or any("clock" in arg.arg for arg in child.args.args)
            if isinstance(child, ast.Call) and ast.unparse(child.func).endswith("sleep"):
                named = any(
                    isinstance(one, ast.Name) for arg in child.args for one in ast.walk(arg)
                )
                if not (loop or clock or named or explained(lines, child.lineno)):
                    yield child.lineno
            yield from below(child, polls=loop, virtual=clock)

    yield from below(ast.parse(text), polls=False, virtual=False)


def test_no_sleep_guesses() -> None:
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in paths
        for line in guesses(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("async def f():\n    await trio.sleep(0.1)", True),
        ("async def f():\n    await trio.sleep(0.1)  # noqa: ASYNC110", True),
        ("async def f():\n    while not there():\n        await trio.sleep(0.1)", False),
        ("async def f(autojump_clock):\n    await trio.sleep(60)", False),
        ("async def f():\n    await trio.sleep(PERIOD)", False),
        ("async def f():\n    # A report a second.\n    await trio.sleep(1)", False),
        ("def f():\n    time.sleep(1)  # polls another program", False),
    ],
)
def test_a_planted_guess_is_found(text: str, *, refused: bool) -> None:
    assert bool(list(guesses(text))) == refused
