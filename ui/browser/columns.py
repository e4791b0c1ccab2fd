"""Which columns the sample list has room for, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from ui.theme import Sizes

NUMBER, PICTURE, FOLDER, FORMAT, LENGTH, MATCH, TYPE = 56, 150, 150, 118, 84, 72, 70
"""dp each column takes."""
GAP = 10
LEAST_NAME = 180
"""dp the name keeps before another column is dropped."""


@dataclass(frozen=True, slots=True)
class Places:
    """Left edges and widths in dp; a width of 0 drops the column."""

    number_end: float
    picture: float
    picture_width: float
    name: float
    name_width: float
    type: float
    type_width: float
    folder: float
    folder_width: float
    format: float
    format_width: float
    length_end: float
    match_end: float
    """0: there is nothing to match."""

    @property
    def words_end(self) -> float:
        """Right end of what may be written between the picture and the length."""
        return max(
            self.name + self.name_width,
            self.type + self.type_width if self.type_width else 0,
            self.folder + self.folder_width if self.folder_width else 0,
            self.format + self.format_width if self.format_width else 0,
        )


def places(width: float, sizes: Sizes, *, matching: bool = False) -> Places:
    """Return the columns for a list `width` dp wide: format goes first, then folder, type, picture.

    Args:
        width: dp of the list.
        sizes: Of the density.
        matching: Rows tell how well they match what is looked for.
    """
    inset = sizes.inset
    end = width - inset
    match = MATCH if matching else 0
    room = width - NUMBER - LENGTH - match - 2 * inset
    picture = PICTURE if room - PICTURE - GAP >= LEAST_NAME else 0
    room -= picture + (GAP if picture else 0)
    kind = TYPE if room - TYPE - GAP >= LEAST_NAME else 0
    room -= kind + (GAP if kind else 0)
    folder = FOLDER if room - FOLDER - GAP >= LEAST_NAME else 0
    room -= folder + (GAP if folder else 0)
    form = FORMAT if room - FORMAT - GAP >= LEAST_NAME else 0
    room -= form + (GAP if form else 0)
    start = NUMBER + inset
    name = start + picture + (GAP if picture else 0)
    at_type = name + room + GAP
    at_folder = at_type + kind + (GAP if kind else 0)
    at_format = at_folder + folder + (GAP if folder else 0)
    return Places(
        number_end=NUMBER,
        picture=start,
        picture_width=picture,
        name=name,
        name_width=room,
        type=at_type,
        type_width=kind,
        folder=at_folder,
        folder_width=folder,
        format=at_format,
        format_width=form,
        length_end=end - match,
        match_end=end if matching else 0,
    )
