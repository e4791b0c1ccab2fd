"""Nothing is declared that nobody uses, and each unit says what it is."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("ui", "actors", "models")


def texts() -> dict[Path, str]:
    """Return the source of every module."""
    paths = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return {path: path.read_text("utf-8") for path in paths}


def constants(text: str) -> Iterator[str]:
    """Yield the constants that a module declares one by one."""
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        yield from (
            target.id
            for target in targets
            if isinstance(target, ast.Name) and target.id.lstrip("_").isupper()
        )


def test_every_constant_is_used() -> None:
    sources = texts()
    used = Counter(word for text in sources.values() for word in re.findall(r"\w+", text))
    unused = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, text in sources.items()
        for name in constants(text)
        if used[name] == 1
    ]

    assert unused == []


def test_every_unit_says_what_it_is_and_is_used() -> None:
    path = ROOT / "models/audio/units.py"
    body = ast.parse(path.read_text("utf-8")).body
    elsewhere = "\n".join(text for other, text in texts().items() if other != path)
    for at, statement in enumerate(body):
        if not isinstance(statement, ast.Assign):
            continue
        (name,) = (target.id for target in statement.targets if isinstance(target, ast.Name))
        after = body[at + 1] if at + 1 < len(body) else None
        assert isinstance(after, ast.Expr), f"{name} has no line of its own"
        assert isinstance(after.value, ast.Constant)
        assert re.search(rf"\b{name}\b", elsewhere), f"{name} is used nowhere"
