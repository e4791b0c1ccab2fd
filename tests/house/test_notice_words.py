"""No sentence for a person is put together below the screen: notices, tasks and steps are values.

Found in the syntax tree: literals that read as prose (two words and a space between them), but for
docstrings, values of enumerations, log lines, SQL, and what is raised. The reason of an error is
worded where it is found out (`reason: str`), so that the log and the screen name one thing alike.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REASON = "reasons, worded where they are found out; notices quote them"
FILED = "lines of a report that is written to a file"
NAMES = "names of formats, files and keywords, no sentences"
EXEMPT = {
    "actors/audio": REASON,
    "actors/config": REASON,
    "actors/embeddings": REASON,
    "actors/handoff": REASON,
    "actors/kernel": REASON,
    "actors/media": REASON,
    "actors/model_files": NAMES,
    "actors/waveform": REASON,
    "actors/session/app/parts.py": REASON,
    "actors/session/typed_folder.py": REASON,
    "actors/library/backups.py": REASON,
    "actors/library/restoration.py": REASON,
    "actors/library/export": REASON,
    "actors/library/edit_steps.py": REASON,
    "actors/library/exports.py": REASON,
    "actors/library/collections/collections.py": REASON,
    "actors/library/commands.py": REASON,
    "actors/library/files": REASON,
    "actors/library/search_texts.py": NAMES,
    "actors/library/imports.py": NAMES,
    "actors/library/location.py": REASON,
    "actors/library/predecessor": REASON,
    "actors/library/query/hot_places.py": NAMES,
    "actors/library/query/trashes.py": NAMES,
    "actors/library/scan": REASON,
    "actors/library/scans.py": REASON,
    "actors/library/watch": REASON,
    "actors/library/clips.py": REASON,
    "actors/library/handover.py": REASON,
    "actors/library/hot_folders.py": REASON,
    "actors/library/pasting.py": REASON,
    "models/audio/typed_span.py": REASON,
    "models/edit": REASON,
    "models/handoff/system_clipboard.py": "commands of other programs",
    "models/library/export/profile_check.py": REASON,
    "models/library/export/profile_parser.py": REASON,
    "models/library/files": REASON,
    "models/library/name_fields.py": REASON,
    "models/media": NAMES,
    "models/metadata": FILED,
    "models/predecessor": FILED,
    "models/state/parts.py": NAMES,
    "models/state/setting.py": REASON,
    "models/state/settings.py": "a table: each row has its words, read by all",
}
"""By path or folder: what may hold prose, and why."""
PROSE = re.compile(r"[^\W\d_]{2,}[,:;…”]? [^\W\d_“]|^[A-ZÀ-Þ][a-zß-ÿ]+ |[^\W\d_]{2,}…$")
SQL = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|WHERE|FROM|ORDER BY|JOIN|AND|OR|VALUES|NULL)\b"
    r"|\b(BEGIN|VACUUM)\b"
    r"|sample\.|length\(|id IN"
)


def prose(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of every literal that reads as prose."""
    tree = ast.parse(source)
    quiet = {id(part) for node in ast.walk(tree) for part in _quiet(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            text = node.value
            if PROSE.search(text) and not SQL.search(text):
                yield node.lineno, text


def _quiet(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is below a node that only programmers read, or that is a row of a table."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Raise() | ast.Assert():
            yield from ast.walk(node)
        case ast.ClassDef(bases=bases) if any("Enum" in ast.unparse(one) for one in bases):
            yield from ast.walk(node)
        case ast.Call(func=func) if ast.unparse(func).startswith(("logger.", "cast", "TypeVar")):
            yield from ast.walk(node)
        case ast.Call(func=ast.Name("key_command")):  # a row of the key table has its words
            yield from ast.walk(node)
        case _:
            pass


def _exemption(path: str) -> str | None:
    parts = path.split("/")
    folders = ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]
    return next((one for one in folders if one in EXEMPT), None)


def _modules() -> Iterator[tuple[str, str]]:
    for room in ("actors", "models"):
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_nothing_below_the_screen_words_a_notice() -> None:
    found = [
        f"{path}:{line}: {text!r} belongs in ui/text"
        for path, source in _modules()
        if _exemption(path) is None
        for line, text in prose(source)
    ]

    assert not found, "\n".join(found)


def test_every_exemption_is_needed() -> None:
    used = {_exemption(path) for path, source in _modules() if any(prose(source))}

    assert set(EXEMPT) <= used, set(EXEMPT) - used


@pytest.mark.parametrize(
    "planted",
    [
        'state = with_notice(state, "Nothing to play")',
        'Task(f"Scanning {name}", progress)',
        'words = f"{len(held)} samples selected"',
        'EMPTY = {Panel.SAMPLES: "The list is empty"}',
        'LABEL = "Loading…"',
        'def title() -> str:\n    return "similar to " + name',
    ],
)
def test_a_planted_sentence_is_found(planted: str) -> None:
    assert list(prose(planted))


@pytest.mark.parametrize(
    "plain",
    [
        '"""Words about a module."""',
        'logger.info("a scan ended after {} s", took)',
        'raise LibraryError("the source is offline")',
        'connection.execute("SELECT id FROM sample WHERE tag = 1")',
        'class Sheet(Enum):\n    ADD = "add a source"',
        "Notice(NoticeKind.LIST_EMPTY)",
    ],
)
def test_what_no_person_reads_is_left_alone(plain: str) -> None:
    assert not list(prose(plain))
