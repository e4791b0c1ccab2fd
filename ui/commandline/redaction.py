"""Log lines and settings without the names of files, folders and collections.

Names are not searched for, as any text may be one: of a line only what stands in the source stays,
that is its time, level, place, the text of the message before values were put in, and, of a
traceback, our lines and the type of the error.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

HIDDEN = "…"
"""Stands for what may be a name."""
_LEVELS = "TRACE|DEBUG|INFO|SUCCESS|WARNING|ERROR|CRITICAL"
_LINE = re.compile(
    r"(?P<head>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} "
    rf"(?P<level>(?:{_LEVELS}) *) \d+):(?P<thread>.*?) "
    r"(?P<module>[\w.]+):(?P<function>[\w<>.]+):(?P<line>\d+) "
)
_FRAME = re.compile(r'\s*>?\s*File "(?P<path>[^"]+)", line (?P<line>\d+), in (?P<name>[\w<>.]+)$')
_ERROR = re.compile(
    r"[ |+-]*(?P<kind>[A-Za-z_][\w.]*(?:Error|Exception|Group|Failed|Refused))\b.*$"
)
_ROOMS = ("actors", "models", "ui", "data", "site-packages", "lib")
_WRITTEN = ("files", "keys", "theme")
"""Tables of `config.toml` in which the user writes texts of their own."""


def without_names(log: str) -> Iterator[str]:
    """Yield the lines of a log file without names."""
    for line in log.splitlines():
        if found := _LINE.match(line):
            place = f"{found['module']}:{found['function']}:{found['line']}"
            yield f"{found['head']} {place} {_template(found['module'], int(found['line']))}"
        elif found := _FRAME.match(line):
            yield f"  File {_place(found['path'])}, line {found['line']}, in {found['name']}"
        elif found := _ERROR.match(line):
            yield f"  {found['kind']}: {HIDDEN}"


def setting_words(place: str, value: object) -> object:
    """Return the value of a setting; a text that the user wrote is only said to be there."""
    written = place.split(".", maxsplit=1)[0] in _WRITTEN
    if isinstance(value, str) and value and (written or "/" in value or "\\" in value):
        return HIDDEN
    return value if isinstance(value, str | int | float | bool) or value is None else HIDDEN


def _template(module: str, line: int) -> str:
    """Return the text that a logging call in our source has, or `HIDDEN`."""
    return _texts(module).get(line, HIDDEN)


@cache
def _texts(module: str) -> dict[int, str]:
    """Return the literal texts of the logging calls of one of our modules by line."""
    if module.split(".", maxsplit=1)[0] not in _ROOMS[:4]:
        return {}
    try:
        spec = find_spec(module)
        source = Path(spec.origin or "").read_text("utf-8") if spec else ""
        tree = ast.parse(source)
    except (ImportError, OSError, SyntaxError, ValueError):
        return {}
    found = dict[int, str]()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(), args=[ast.Constant(value=str(text)), *_]):
                for number in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    found.setdefault(number, text)
            case _:
                pass
    return found


def _place(path: str) -> str:
    """Return the part of a path of source code from our package or a library on."""
    parts = Path(path).parts
    starts = [number for number, part in enumerate(parts) if part in _ROOMS]
    return "/".join(parts[starts[0] :]) if starts else HIDDEN
