"""Fields in names of files, `{name}_{n:02}`: one language for renaming, slices and exports."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

NUMBER, INDEX = "n", "index"
"""Fields that count: `{n}` as it is, `{n:03}` with three digits at least, `{index}` with as many
digits as the last one has, two at least.
"""
ALIASES = {"stem": "name"}
"""Other names of fields."""
_FIELD = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")
_DIGITS = re.compile(r"0?[1-9]")
_GAP = re.compile(r"([ _-])[ _-]+")
"""What an empty field leaves: `kick__F` of `{name}_{bpm}_{key}`."""


def field_error(pattern: str, fields: Sequence[str]) -> str:
    """Return why a pattern is invalid, or an empty string.

    Args:
        pattern: As typed.
        fields: Names of the fields that there are, beside those that count.
    """
    if not pattern.strip():
        return "the name is empty"
    known = (*fields, NUMBER, INDEX)
    for name, form in _FIELD.findall(pattern):
        if ALIASES.get(name, name) not in known:
            there = ", ".join(f"{{{one}}}" for one in known)
            return f"there is no {{{name}}}; there are {there}"
        if form and (name not in {NUMBER, INDEX} or not _DIGITS.fullmatch(form)):
            return f"{{{name}:{form}}} is no number of digits; write {{{NUMBER}:02}}"
    rest = _FIELD.sub("", pattern)
    return "a { or } has no partner" if "{" in rest or "}" in rest else ""


def plain_parts(pattern: str) -> str:
    """Return a pattern without its fields."""
    return _FIELD.sub("", pattern)


def index_digits(last: int) -> int:
    """Return the digits of `{index}` up to a last number."""
    return max(2, len(str(last)))


def fill_fields(pattern: str, values: Mapping[str, str], number: int, digits: int) -> str:
    """Return the text of a pattern; an empty value leaves no gap.

    Args:
        pattern: A valid one, see `field_error`; unknown fields are left as they are.
        values: By field, without those that count.
        number: What `{n}` and `{index}` count.
        digits: Of `{index}`.
    """
    empty = False

    def value(match: re.Match[str]) -> str:
        nonlocal empty
        name, form = ALIASES.get(match[1], match[1]), match[2] or ""
        if name in {NUMBER, INDEX}:
            usual = str(digits) if name == INDEX else "1"
            return f"{number:0{form.removeprefix('0') or usual}}"
        found = values.get(name, match[0])
        empty = empty or not found
        return found

    filled = _FIELD.sub(value, pattern)
    return _GAP.sub(r"\1", filled).strip(" _-") if empty else filled
