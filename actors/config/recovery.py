"""What can be read of a TOML text that is not valid, and what cannot."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

MOST = 100_000
"""Characters beyond which nothing is recovered: a settings file has some thousands."""
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_BEGIN = re.compile(r"\[|[^=]+=")
"""Lines with which something begins: a header, or a key."""
NOT_UTF_8 = "not UTF-8"
_SHOWN = 40
"""Characters of a line in a message."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Lines that are left out."""

    first: int
    """Number of the first line, from 1."""
    last: int
    text: str
    """The first line, cut short."""
    reason: str

    def __str__(self) -> str:
        """Return a line for people: `line 3, “density = = 1”: invalid value`."""
        place = (
            f"lines {self.first}-{self.last}" if self.last > self.first else f"line {self.first}"
        )
        return f"{place}, “{self.text}”: {self.reason}"


def read_toml(text: str) -> tuple[dict[str, object], tuple[Unreadable, ...]]:
    """Return the tables of a TOML text without the lines that make it invalid, and these.

    A line is left out if all lines before it are valid TOML and they are not together with it,
    however many follow. Below a header that is left out everything is, up to the next one: its
    keys belong to no other table.

    Args:
        text: As in a file; bytes that are not UTF-8 as surrogates (PEP 383).

    Raises:
        ValueError: Nothing can be recovered: it is too long, or nested without end.
    """
    lines = text.split("\n")
    left_out = [
        Unreadable(number, number, _short(line), NOT_UTF_8)
        for number, line in enumerate(lines, 1)
        if not _is_unicode(line)
    ]
    for one in left_out:
        lines[one.first - 1] = ""
    while True:
        try:
            return tomllib.loads("\n".join(lines)), _joined(left_out)
        except tomllib.TOMLDecodeError as error:
            if len(text) > MOST:
                raise
            bad = _first_bad(lines, error)
        except RecursionError as error:
            raise ValueError("it is nested without end") from error
        reason = _PLACE.sub("", str(bad[1]))
        reason = f"{reason[:1].lower()}{reason[1:]}"
        first = last = bad[0]
        if lines[first].lstrip().startswith("["):
            while last + 1 < len(lines) and not lines[last + 1].lstrip().startswith("["):
                last += 1
            while last > first and not lines[last].strip():
                last -= 1
        left_out.append(Unreadable(first + 1, last + 1, _short(lines[first]), reason))
        lines[first : last + 1] = [""] * (last + 1 - first)


def _is_unicode(line: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in line)


def _short(line: str) -> str:
    """Return the text of a line for a message."""
    plain = "".join(one if one.isprintable() else "\ufffd" for one in line.strip())
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"


def _first_bad(
    lines: list[str], error: tomllib.TOMLDecodeError
) -> tuple[int, tomllib.TOMLDecodeError]:
    """Return the line with which the text stops being valid, and why it is not."""
    place = _PLACE.search(str(error))
    at = int(place[1]) - 1 if place and place[1] else len(lines) - 1
    at = min(at, len(lines) - 1)
    while at > 0 and not _is_valid(lines[:at]):
        at -= 1
    while not lines[at].strip():  # an error is told at the line after an empty one
        at += 1
    return at, error


def _is_valid(lines: list[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _joined(found: list[Unreadable]) -> tuple[Unreadable, ...]:
    """Return the lines in order, each with those that go on with it."""
    joined: list[Unreadable] = []
    for one in sorted(found, key=lambda one: one.first):
        goes_on = joined and joined[-1].last + 1 == one.first and one.reason != NOT_UTF_8
        if goes_on and not _BEGIN.match(one.text):
            before = joined[-1]
            joined[-1] = Unreadable(before.first, one.last, before.text, before.reason)
        else:
            joined.append(one)
    return tuple(joined)
