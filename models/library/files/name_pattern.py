"""Names of several files from a pattern such as `{name}_{n:02}`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from models.library.export.name_template import Names, safe_stem, truncate_stem
from models.library.file_name import encode_path
from models.library.name_fields import field_error, fill_fields, index_digits, plain_parts
from models.library.sample import Sample

RENAME_FIELDS = ("name", "folder", "bpm", "key")
"""Fields of samples that are renamed, beside those that count."""
SLICE_FIELDS = ("name",)


def pattern_error(pattern: str, fields: Sequence[str]) -> str:
    """Return why a pattern is invalid, or an empty string.

    Args:
        pattern: As typed.
        fields: Names of the fields that there are, beside those that count.
    """
    if reason := field_error(pattern, fields):
        return reason
    rest = plain_parts(pattern)
    return "a name has no / or \\" if "/" in rest or "\\" in rest else ""


def folder_error(folder: str | None) -> str:
    """Return why a folder cannot be saved in, as far as that is known without the disk.

    Args:
        folder: As typed; `None`: there is no choice.
    """
    return "no folder is chosen" if folder is not None and not folder.strip() else ""


def slice_stems(path: bytes, count: int, pattern: str) -> tuple[str, ...]:
    """Return the stems of `count` files cut from the sample at `path`; see `fill_pattern`."""
    stem = truncate_stem(encode_path(path.rpartition(b"/")[2].rpartition(b".")[0]))
    return fill_pattern(pattern, [{"name": stem}] * count)


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
    digits = index_digits(len(each))
    for number, fields in enumerate(each, 1):
        wanted = safe_stem(fill_fields(pattern.strip(), fields, number, digits))
        stem = next(taken.free_names(wanted, ""))
        taken.reserve(stem)
        stems.append(stem)
    return tuple(stems)


def sample_values(sample: Sample) -> dict[str, str]:
    """Return the value of each of `RENAME_FIELDS`; what is not known is empty."""
    folder, _, name = encode_path(sample.path).rpartition("/")
    tempo, key = sample.tempo, sample.analysis.sure_key
    return {
        "name": os.path.splitext(name)[0],
        "folder": folder.rpartition("/")[2],
        "bpm": "" if tempo is None else f"{round(tempo, 1):g}",
        "key": "" if key is None else key.name,
    }
