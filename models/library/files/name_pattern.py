"""Names of several files from a pattern such as `{stem}_{n:02}`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

from models.library.export.name_template import Names, safe_stem, truncate_stem
from models.library.file_name import encode_path
from models.library.sample import Sample

RENAME_FIELDS = ("stem", "folder", "bpm", "key")
"""Fields of samples that are renamed, beside the number."""
NUMBER = "n"
"""The field that counts; `{n:03}` has three digits at least."""
_FIELD = re.compile(r"\{([^{}:]*)(?::([^{}]*))?\}")
_DIGITS = re.compile(r"0?[1-9]")


def pattern_error(pattern: str, fields: Sequence[str]) -> str:
    """Return why a pattern is invalid, or an empty string.

    Args:
        pattern: As typed.
        fields: Names of the fields that there are, beside `NUMBER`.
    """
    if not pattern.strip():
        return "the name is empty"
    known = (*fields, NUMBER)
    for name, form in _FIELD.findall(pattern):
        if name not in known:
            there = ", ".join(f"{{{one}}}" for one in known)
            return f"there is no {{{name}}}; there are {there}"
        if form and (name != NUMBER or not _DIGITS.fullmatch(form)):
            return f"{{{name}:{form}}} is no number of digits; write {{{NUMBER}:02}}"
    rest = _FIELD.sub("", pattern)
    if "{" in rest or "}" in rest:
        return "a { or } has no partner"
    if "/" in rest or "\\" in rest:
        return "a name has no / or \\"
    return ""


def folder_error(folder: str | None) -> str:
    """Return why a folder cannot be saved in, as far as that is known without the disk.

    Args:
        folder: As typed; `None`: there is no choice.
    """
    return "no folder is chosen" if folder is not None and not folder.strip() else ""


def slice_stems(path: bytes, count: int, pattern: str) -> tuple[str, ...]:
    """Return the stems of `count` files cut from the sample at `path`; see `fill_pattern`."""
    stem = truncate_stem(encode_path(path.rpartition(b"/")[2].rpartition(b".")[0]))
    return fill_pattern(pattern, [{"stem": stem}] * count)


def fill_pattern(
    pattern: str, each: Sequence[Mapping[str, str]], taken: Names | None = None
) -> tuple[str, ...]:
    """Return a stem for each file: safe on every file system, and different from all others.

    Equal ones are numbered: `kick`, `kick (2)`.

    Args:
        pattern: A valid one, see `pattern_error`.
        each: The fields of each file, in order.
        taken: Names that are in use, without extension.
    """
    taken = taken or Names()
    stems: list[str] = []
    for number, fields in enumerate(each, 1):
        stem = next(taken.free_names(safe_stem(_filled(pattern, fields, number)), ""))
        taken.reserve(stem)
        stems.append(stem)
    return tuple(stems)


def sample_values(sample: Sample) -> dict[str, str]:
    """Return the value of each of `RENAME_FIELDS`; what is not known is empty."""
    folder, _, name = encode_path(sample.path).rpartition("/")
    tempo, key = sample.tempo, sample.analysis.sure_key
    return {
        "stem": os.path.splitext(name)[0],
        "folder": folder.rpartition("/")[2],
        "bpm": "" if tempo is None else f"{round(tempo, 1):g}",
        "key": "" if key is None else key.name,
    }


def _filled(pattern: str, fields: Mapping[str, str], number: int) -> str:
    def value(match: re.Match[str]) -> str:
        name, form = match[1], match[2] or ""
        if name == NUMBER:
            return f"{number:0{form.removeprefix('0') or 1}}"
        return fields.get(name, match[0])

    return _FIELD.sub(value, pattern.strip())
