"""Which columns the sample list has room for, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from ui.theme import Sizes

NUMBER, PICTURE, FOLDER, FORMAT, LENGTH, MATCH, TYPE = 56, 150, 150, 118, 84, 72, 70
TEMPO, KEY, LOUDNESS = 62, 68, 62
"""dp each column takes."""
COPY = 140
"""dp in place of MATCH that hold `identical`, and how much is left of it."""
SIZE, DATE = 74, 92
"""dp of what tells copies apart, in place of what they have in common."""
WIDEST_FOLDER = 300
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
    tempo_end: float
    """This and the next two: 0 drops the column."""
    key_end: float
    loudness_end: float
    match_end: float
    """0: there is nothing to match."""
    size_end: float = 0
    """Among copies only, as the next one; 0 drops the column."""
    date_end: float = 0

    @property
    def words_end(self) -> float:
        """Right end of what may be written between the picture and the length."""
        return max(
            self.name + self.name_width,
            self.type + self.type_width if self.type_width else 0,
            self.folder + self.folder_width if self.folder_width else 0,
            self.format + self.format_width if self.format_width else 0,
        )


def places(width: float, sizes: Sizes, *, matching: bool = False, copies: bool = False) -> Places:
    """Return the columns for a list `width` dp wide.

    Format goes first, then loudness, folder, key, tempo, type, picture.

    Args:
        width: dp of the list.
        sizes: Of the density.
        matching: Rows tell how well they match what is looked for.
        copies: Rows tell what they are to others.
    """
    if copies:
        return _of_copies(width, sizes)
    inset = sizes.inset
    end = width - inset
    match = MATCH if matching else 0
    room = width - NUMBER - LENGTH - match - 2 * inset
    picture = PICTURE if room - PICTURE - GAP >= LEAST_NAME else 0
    room -= picture + (GAP if picture else 0)
    kind = TYPE if room - TYPE - GAP >= LEAST_NAME else 0
    room -= kind + (GAP if kind else 0)
    tempo = TEMPO if kind and room - TEMPO >= LEAST_NAME else 0
    room -= tempo
    key = KEY if tempo and room - KEY >= LEAST_NAME else 0
    room -= key
    folder = FOLDER if room - FOLDER - GAP >= LEAST_NAME else 0
    room -= folder + (GAP if folder else 0)
    loudness = LOUDNESS if key and room - LOUDNESS >= LEAST_NAME else 0
    room -= loudness
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
        length_end=end - match - loudness - key - tempo,
        tempo_end=end - match - loudness - key if tempo else 0,
        key_end=end - match - loudness if key else 0,
        loudness_end=end - match if loudness else 0,
        match_end=end if match else 0,
    )


def _of_copies(width: float, sizes: Sizes) -> Places:
    """Return the columns of copies: where they lie, then how large and how old they are.

    They sound alike, so type, tempo, key and loudness are left out. Format goes first, then date,
    size, picture, folder, which has what room is left.
    """
    end = width - sizes.inset
    room = width - NUMBER - LENGTH - COPY - 2 * sizes.inset
    folder = FOLDER if room - FOLDER - GAP >= LEAST_NAME else 0
    room -= folder + (GAP if folder else 0)
    picture = PICTURE if folder and room - PICTURE - GAP >= LEAST_NAME else 0
    room -= picture + (GAP if picture else 0)
    size = SIZE if folder and room - SIZE >= LEAST_NAME else 0
    room -= size
    date = DATE if size and room - DATE >= LEAST_NAME else 0
    room -= date
    form = FORMAT if date and room - FORMAT - GAP >= LEAST_NAME else 0
    room -= form + (GAP if form else 0)
    wider = max(0.0, min(WIDEST_FOLDER - FOLDER, room - LEAST_NAME)) if folder else 0.0
    room -= wider
    start = NUMBER + sizes.inset
    name = start + picture + (GAP if picture else 0)
    at_folder = name + room + GAP
    return Places(
        number_end=NUMBER,
        picture=start,
        picture_width=picture,
        name=name,
        name_width=room,
        type=at_folder,
        type_width=0,
        folder=at_folder,
        folder_width=folder + wider,
        format=at_folder + folder + wider + (GAP if folder else 0),
        format_width=form,
        length_end=end - COPY - date - size,
        tempo_end=0,
        key_end=0,
        loudness_end=0,
        match_end=end,
        size_end=end - COPY - date if size else 0,
        date_end=end - COPY if date else 0,
    )
