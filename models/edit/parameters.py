"""Text that holds the parameters used last, one entry for each operation, for `config.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from typing import Any

from models.edit.edit import Edit, Op, value_error
from models.library.export.settings import RATES, Container, Depth

PARAMETERS = {
    Op.FADE_IN: ("curve",),
    Op.FADE_OUT: ("curve",),
    Op.NORMALISE: ("peak", "loudness"),
    Op.GAIN: ("level",),
    Op.TRIM_SILENCE: ("threshold",),
    Op.LOOP_CROSSFADE: ("length",),
    Op.EDGE_FADES: ("length",),
    Op.CONVERT: ("rate", "depth", "container"),
}
"""Fields of `Edit` that each operation uses."""
_NONE = "off"
_KINDS: dict[str, type[Enum]] = {"depth": Depth, "container": Container}


def encode_parameters(used: Iterable[Edit]) -> str:
    """Return the parameters of edits: `normalise peak=-1 loudness=-14; gain level=3`."""
    return "; ".join(
        " ".join((one.op.value, *(f"{name}={_text(getattr(one, name))}" for name in names)))
        for one in used
        if (names := PARAMETERS.get(one.op))
    )


def decode_parameters(text: str) -> tuple[Edit, ...]:
    """Return the edits of a text, without spans; entries that make no sense are left out."""
    found: dict[Op, Edit] = {}
    for entry in text.split(";"):
        words = entry.split()
        try:
            op = Op(words[0]) if words else None
            if op in PARAMETERS and (edit := _decoded(op, words[1:])) is not None:
                found[op] = edit
        except ValueError:
            continue
    return tuple(found.values())


def _decoded(op: Op, words: list[str]) -> Edit | None:
    values: dict[str, Any] = {}
    for word in words:
        name, _, value = word.partition("=")
        if name not in PARAMETERS[op]:
            return None
        if name in _KINDS:
            values[name] = _KINDS[name](value)
        elif value == _NONE:
            values[name] = None
        else:
            values[name] = int(value) if name == "rate" else float(value)
    edit = replace(Edit(op), **values)
    known = edit.rate is None or edit.rate in RATES
    numbers = (edit.curve, edit.level, edit.peak, edit.length, edit.threshold)
    whole = all(isinstance(one, float) for one in numbers)
    return edit if whole and known and not value_error(edit) else None


def _text(value: object) -> str:
    if value is None:
        return _NONE
    return str(value.value) if isinstance(value, Enum) else repr(value)
