"""Positions as text of the library."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import cast

from models.edit.positions import Piece, Positions
from models.library.stored_json import Fields, as_integer, load_json


def encode_positions(positions: Positions) -> str:
    """Return the text to store: JSON."""
    ratio = positions.ratio
    return json.dumps(
        {
            "old": positions.old,
            "new": positions.new,
            "ratio": [ratio.numerator, ratio.denominator],
            "pieces": [[one.start, one.end, one.to, one.backward] for one in positions.pieces],
        }
    )


def decode_positions(text: str) -> Positions | None:
    """Return stored positions; `None`: they are not those of this version."""
    fields = Fields(load_json(text))
    old, new = as_integer(fields["old"]), as_integer(fields["new"])
    ratio, listed = fields["ratio"], fields["pieces"]
    if old is None or new is None or not isinstance(listed, list):
        return None
    try:
        pieces = tuple(
            Piece(int(start), int(end), int(to), bool(backward))
            for start, end, to, backward in cast("list[list[int]]", listed)
        )
        return Positions(old, new, pieces, Fraction(*map(int, cast("list[int]", ratio))))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
