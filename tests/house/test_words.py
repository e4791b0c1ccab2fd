"""Names and docstrings are in the words of the field: retired words are refused.

A retired word was one of several for one idea, or a figure of speech that a reader has to translate
back; the glossary in ARCHITECTURE.md and `RETIRED` say what is used in its place.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("actors", "models", "ui", "data", "scripts")
RETIRED = {
    "alike": "similar, equal, exact",
    "anew": "again, or the verb: redraw, rebuild",
    "answering": "queries",
    "caption": "label",
    "charting": "map_cache",
    "crew": "pool",
    "foldering": "folder_tree",
    "gaze": "view",
    "heard": "embedded, features, played",
    "hearing": "embedding",
    "hearings": "features",
    "imprint": "fingerprint",
    "knowledge": "store",
    "likeness": "similarity",
    "listen": "embed, receive, bind",
    "listened": "embedded",
    "listening": "embedding, playback settings, frontend",
    "listens": "embeds, receives",
    "looks": "view_states",
    "mouth": "event_writer",
    "networking": "embedding_models",
    "outlet": "active_output",
    "preferring": "settings",
    "refusal": "reason; an event that says no is …Refused",
    "remembering": "view_states",
    "screening": "focus; of the display: screen",
    "shelf": "clip_cache",
    "sounding": "output, playing",
    "sourcing": "sources",
    "station": "output_manager",
    "stretch": "span, region, chunk",
    "taker": "drop_target",
    "territory": "area",
    "ticketed": "with_ticket",
    "told": "reported, stated, or what it is",
    "trouble": "reason, fault",
    "troubles": "reasons, faults",
    "twin": "identical",
    "twins": "identical",
    "typings": "types",
    "typist": "keyboard_input",
    "underway": "pending",
    "unheard": "pending, unembedded",
    "wish": "intent",
    "wishes": "intents",
}
"""By part of an identifier (`snake_case` or `CamelCase`): what is said instead."""
_ANY = re.compile("|".join(RETIRED), re.IGNORECASE)
"""Quickly passes over files without any such word."""
PLAYED = {"heard", "sounding"}
"""Fit for what is played and recorded, which only tests and scripts do."""
RIDDLES = re.compile(
    r"\b(anew|alike|as usual|by itself|by themselves|thrown away|throws? away|comes? to rest"
    r"|is there twice|are there twice|who (listens|listened|asks|waits|knows)|is told|are told"
    r"|was told|is heard|are heard|was heard|listened to|look(s|ed)? (at|around|closer)"
    r"|set right|what becomes? of|as things are|takes? note|under way|taken in|was not taken"
    r"|nowhere to be found|held the loop|knows of)\b",
    re.IGNORECASE,
)
"""Turns of speech that stand where the field has a noun or a verb."""


@lru_cache(maxsize=2048)
def _nodes(source: str) -> list[ast.AST]:
    """Return all nodes that name or document something."""
    kinds = (
        *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module, ast.arg, ast.alias),
        *(ast.Name, ast.Attribute, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping),
    )
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]


def identifiers(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of everything that a module names: definitions, parameters, variables."""
    for node in _nodes(source):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.lineno, node.name
            case ast.arg(arg=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield node.lineno, name
            case ast.MatchMapping(rest=str(name)):
                yield node.lineno, name
            case _:
                pass


@cache
def parts(name: str) -> frozenset[str]:
    """Return the words of an identifier, in lower case."""
    found = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return frozenset(word.lower() for word in found)


def retired_names(source: str, allowed: Collection[str] = ()) -> list[str]:
    """Return a line for each name with a retired word, but for the allowed ones."""
    if not _ANY.search(source):
        return []
    return [
        f"{line}: {name}: say {RETIRED[word]}"
        for line, name in sorted(set(identifiers(source)))
        if not name.startswith("test_")  # a sentence
        for word in sorted(parts(name) & RETIRED.keys())
        if word not in allowed
    ]


def riddles(source: str) -> list[str]:
    """Return a line for each first line of a docstring, or log line, with a retired phrase."""
    found: list[str] = []
    if not RIDDLES.search(source):
        return found
    for node in _nodes(source):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = (ast.get_docstring(node) or "").partition("\n")[0]
            if met := RIDDLES.search(first):
                line = getattr(node, "lineno", 1)
                found.append(f"{line}: “{met[0]}” in: {first}")
    for line, words in log_lines(source):
        if met := RIDDLES.search(words):
            found.append(f"{line}: “{met[0]}” in: {words}")
    return found


def log_lines(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of every literal that is logged."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"debug", "info", "warning", "error", "critical"}
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield node.lineno, node.args[0].value


def _modules(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        yield from sorted((ROOT / room).rglob("*.py"))


def _allowed(path: Path) -> set[str]:
    return PLAYED if path.relative_to(ROOT).parts[0] in {"scripts", "tests"} else set()


def test_modules_are_called_by_words_of_the_field() -> None:
    found = [
        f"{path.relative_to(ROOT)}: say {RETIRED[word]}"
        for path in _modules(*ROOMS, "tests")
        for word in sorted(parts(path.stem) & RETIRED.keys())
    ]

    assert not found, "\n".join(found)


def test_names_are_words_of_the_field() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in _modules(*ROOMS, "tests")
        for line in retired_names(path.read_text(encoding="utf-8"), _allowed(path))
    ]

    assert not found, "\n".join(found)


def test_docstrings_begin_in_plain_english() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in _modules(*ROOMS)
        for line in riddles(path.read_text(encoding="utf-8"))
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "planted",
    [
        "class Mouth:\n    pass",
        "class AlikeFound:\n    pass",
        "def told(state): ...",
        "async def _listen(self): ...",
        "def find(wish): ...",
        "def find(*, crew=None): ...",
        "stretch = 4",
        "class Sources:\n    looks: int = 0",
        "for heard in results: ...",
        "with open(path) as shelf: ...",
        "self._knowledge = store",
        "import numpy as wishes",
        "try: ...\nexcept OSError as refusal: ...",
        "match found:\n    case [trouble, *twins]: ...",
        "first, (second, UNHEARD) = rows",
        "if (anew := found): ...",
    ],
)
def test_a_planted_name_is_found(planted: str) -> None:
    assert retired_names(planted)


@pytest.mark.parametrize(
    "planted",
    [
        '"""Lay out the map anew."""',
        'def play():\n    """Play as usual."""',
        'class Engine:\n    """Who listens to it."""',
        'async def find():\n    """Return what is there twice.\n\n    More.\n    """',
        'logger.info("{} was not taken", one)',
    ],
)
def test_a_planted_riddle_is_found(planted: str) -> None:
    assert riddles(planted)


@pytest.mark.parametrize(
    "plain",
    [
        "class Listener:\n    pass",
        "stretched = 4",
        "fold = untold = 1",
        '"""Return similar samples."""',
        'def play():\n    """Play the span.\n\n    By itself it ends.\n    """',
        '"""A text of another kind."""\nNAMES = "told, anew, alike"',
    ],
)
def test_other_words_are_left_alone(plain: str) -> None:
    assert not retired_names(plain)
    assert not riddles(plain)
