"""The room of a list between its bars: what gives way so that rows are seen."""

from __future__ import annotations

from typing import NamedTuple

from models.layout.part import Part

ROWS = 4
"""Rows that are seen before a bar has its whole height."""


class ListBars(NamedTuple):
    """Heights in pixels of the bars around a list."""

    header: int
    header_folded: int
    """Without the line that says why a sound was found."""
    aspects: int
    """Of the sliders below; 0: there are none."""
    aspects_folded: int
    """Of the buttons that stay of them; 0: none."""
    copies: int
    """Of the actions on duplicates."""


def list_parts(room: int, row: int, bars: ListBars) -> tuple[Part, Part, Part, Part]:
    """Return the heights of header, rows, actions on duplicates, and sliders, from the top.

    Where `ROWS` rows would not be seen, the sliders fold to their buttons, then the header drops
    its reasons, then the buttons go.

    Args:
        room: Height of all of it in pixels.
        row: Height of a row in pixels.
        bars: What the bars want.
    """
    least = max(0, min(ROWS * row, room - bars.header_folded - bars.copies))
    return (
        _folding(bars.header, bars.header_folded, fold=2),
        Part(least, grow=1),
        Part(bars.copies),
        _folding(bars.aspects, bars.aspects_folded, fold=1)._replace(drop=1),
    )


def _folding(natural: int, folded: int, *, fold: int) -> Part:
    return Part(natural, folded=folded if folded < natural else None, fold=fold)
