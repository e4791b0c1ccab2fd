"""Row of the sample list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath

from kivy.graphics import Color, Rectangle
from kivy.metrics import dp

from data.icons import ICONS
from models.audio.clock import thousands
from models.duplicates.group import Kind, Member
from models.library.sample import Sample
from models.library.tag import Tag
from models.types.sound_type import SURE
from models.waveform.thumbnail import Thumbnail
from ui.browser.columns import (
    CELLS,
    GAP,
    MATCH,
    NAME,
    NUMBER_WIDTH,
    Layout,
    Place,
    layout,
    text_end,
)
from ui.browser.thumbnail import thumbnail_size, thumbnail_texture
from ui.text import duplicates, sample_list
from ui.text.common import MISSING
from ui.text.quantity import decibels, percent
from ui.theme import BODY, NUMBER, PALETTE, SMALL, SMALL_ICON, Colour, Sizes, faded
from ui.widgets.chip import Chip
from ui.widgets.row import NONE, NOTHING, Row
from ui.widgets.sprite import Sprite
from ui.widgets.text_texture import measure
from ui.widgets.type_colour import GUESSED, SHADES, type_label, words

STRIPES = {Tag.KEEP: PALETTE.keep, Tag.TRASH: PALETTE.trash, Tag.NEUTRAL: NONE}
SIGNS = {Tag.KEEP: ICONS["check"], Tag.TRASH: ICONS["close"], Tag.NEUTRAL: ""}
"""Signs of marks, for those who do not tell red from green."""
SIGN = 8
"""dp before the sign."""
DIM = 0.45
"""Opacity of the picture of a rejected sample."""
HEADING = 26
"""Height in dp of the heading of a group of duplicates."""
MARK = 22
"""dp before the name for a warning or playback icon."""


@dataclass(frozen=True, slots=True)
class RowState:
    """How to draw a row."""

    sample: Sample | None
    """`None`: not loaded yet."""
    thumbnail: Thumbnail | None
    focused: bool = False
    """The row has the focus."""
    selected: bool = False
    active: bool = False
    """The list has the keyboard focus."""
    playing: bool = False
    matching: bool = False
    """The list shows the results of a similarity search."""
    match: float | None = None
    """Similarity in [0, 1]; `None`: the sample is part of the query."""
    copy: str = ""
    """Relation to its group of duplicates; empty: duplicates are not shown."""
    best: bool = False
    """The best file of its group, which would be kept."""
    place: str = ""
    """Where it was found inside the file; empty: nothing was looked for there."""
    places: bool = False
    """Whether any row of the list says so: columns leave room for it in all of them."""
    heading: str = ""
    """Heading of its group above the row, if it is the first one of the group."""


def stem(sample: Sample) -> str:
    """Return the file name without its extension, or in full if the stem is blank."""
    bare = PurePath(sample.name).stem
    return bare if bare.strip() else sample.name


def reason(sample: Sample) -> str:
    """Return why the file cannot be played; empty if it can."""
    if sample.missing:
        return MISSING
    # The name is shown beside it already.
    return sample.error.removeprefix(f"{sample.name} ")


def copy_words(member: Member, *, best: bool, identical: bool, linked: bool = False) -> str:
    """Return a file's relation to its group: `best`, `identical`, or its null-test residue.

    Args:
        member: Member of the group.
        best: It is the file that would be kept.
        identical: Another visible file of the group is byte-identical.
        linked: It is a link to another visible file of the group.
    """
    if best:
        return duplicates.BEST
    if member.kind is Kind.BEST:
        return duplicates.IDENTICAL if identical else duplicates.REFERENCE
    same = duplicates.LINKED if linked or member.kind is Kind.LINK else duplicates.IDENTICAL
    if member.kind in {Kind.EXACT, Kind.LINK}:
        return same
    equal = same if identical or linked else duplicates.IDENTICAL_AUDIO
    left = equal if member.null is None else decibels(member.null)
    if member.kind is Kind.LIKELY:
        left = duplicates.uncertain(left)
    several = member.null is not None and (identical or linked)
    return duplicates.both(same, left) if several else left


def _name_place(places: Layout, row_state: RowState) -> Place:
    """Return the place of the name; duplicates are indented below the best of their group."""
    place = places[NAME]
    if not row_state.copy or row_state.best:
        return place
    return replace(place, left=place.left + MARK, width=place.width - MARK)


class SampleRow(Row):
    """Mark stripe, row number, and a cell per column."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.inside.add(Color(rgba=PALETTE.line))
        self._blank = Rectangle(size=NOTHING)
        self.inside.add(self._blank)
        self._heading = Sprite(self.inside, PALETTE.second)
        self.inside.add(Color(rgba=PALETTE.strong_line))
        self._parting = Rectangle(size=NOTHING)
        self.inside.add(self._parting)
        self._type = Chip(self.inside)
        make = (Sprite(self.inside, PALETTE.text) for _ in range(7))
        self._number, self._picture, self._icon, self._name, *others = make
        self._reason, self._match, self._sign = others
        self._cells = {column.name: Sprite(self.inside, PALETTE.second) for column in CELLS}

    def draw(self, row: int, row_state: RowState, width: float, height: float) -> None:
        """Draw row `row`."""
        sample = row_state.sample
        places = layout(
            width / dp(1),
            self.sizes,
            matching=row_state.matching,
            copies=bool(row_state.copy),
            places=row_state.places,
        )
        self.ground(
            width,
            height,
            tint=PALETTE.selected if row_state.focused or row_state.selected else None,
            outlined=row_state.focused and row_state.active,
            stripe=STRIPES[sample.tag] if sample else NONE,
        )
        self._draw_heading(row, row_state.heading, width, height)
        shade = PALETTE.accent if row_state.playing else PALETTE.third
        self._number.write_to(thousands(row + 1), NUMBER, shade, dp(NUMBER_WIDTH), height)
        self._draw_sign(sample, height)
        self._draw_picture(row_state, places.get("picture"), height)
        self._draw_match(row_state, places.get(MATCH), height)
        if sample is None:
            self._hide_words()
        elif reason(sample):
            self._draw_lost(sample, places, height)
        else:
            self._draw_sound(sample, places, height, row_state)

    def empty(self, width: float, height: float) -> None:
        """Draw an empty row."""
        self.ground(width, height, there=False)
        self._blank.size = self._parting.size = NOTHING
        self._heading.hide()
        self._number.hide()
        self._picture.hide()
        self._match.hide()
        self._sign.hide()
        self._hide_words()

    def _draw_heading(self, row: int, heading: str, width: float, height: float) -> None:
        """Draw the heading of a group above the row, and a line above it."""
        tall = dp(HEADING)
        self._parting.size = (width, 1) if heading and row else NOTHING
        self._parting.pos = (0, round(height + tall) - 1)
        if not heading:
            self._heading.hide()
            return
        room = width - 2 * dp(self.sizes.inset)
        inset = dp(self.sizes.inset)
        # Centred in the heading, which lies above the row.
        self._heading.write(heading, SMALL, PALETTE.second, inset, room, 2 * height + tall)

    def _draw_sign(self, sample: Sample | None, height: float) -> None:
        tag = sample.tag if sample else Tag.NEUTRAL
        room = dp(NUMBER_WIDTH)
        self._sign.write(SIGNS[tag], SMALL_ICON, STRIPES[tag], dp(SIGN), room, height)

    def _hide_words(self) -> None:
        for sprite in (self._icon, self._name, self._reason, *self._cells.values()):
            sprite.hide()
        self._type.hide()

    def _draw_sound(
        self, sample: Sample, places: Layout, height: float, row_state: RowState
    ) -> None:
        at = _name_place(places, row_state)
        left, room = dp(at.left), dp(at.width)
        dim = sample.tag is Tag.TRASH
        shade = PALETTE.second if dim else PALETTE.text
        shade = PALETTE.accent if row_state.playing else shade
        if row_state.playing:
            self._icon.write(ICONS["volume"], SMALL_ICON, shade, left, room, height)
            left, room = left + dp(MARK), room - dp(MARK)
        else:
            self._icon.hide()
        self._name.write(stem(sample), BODY, shade, left, room, height)
        self._draw_found(stem(sample), row_state.place, left, room, height)
        self._draw_type(sample, places.get("type"), height)
        for name, sprite in self._cells.items():
            cell = PALETTE.third if dim else PALETTE.second
            _write(sprite, sample, places.get(name), height, cell)

    def _draw_found(self, name: str, words: str, left: float, room: float, height: float) -> None:
        """Write where it was found behind the name, or over the end of a long one."""
        if not words:
            self._reason.hide()
            return
        wanted = measure(words, SMALL) + dp(GAP)
        begin = min(measure(name, BODY) + dp(GAP), max(0.0, room - wanted))
        self._name.write(name, BODY, PALETTE.text, left, begin, height)
        self._reason.write(words, SMALL, PALETTE.keep, left + begin, room - begin, height)

    def _draw_type(self, sample: Sample, place: Place | None, height: float) -> None:
        kind = sample.type
        if place is None or kind is None:
            self._type.hide()
            return
        pale = sample.confidence < SURE or sample.tag is Tag.TRASH
        shade = GUESSED[kind] if pale else SHADES[kind]
        called = type_label(words(kind), sample.confidence)
        self._type.write(called, shade, dp(place.left), dp(place.width), height)

    def _draw_lost(self, sample: Sample, places: Layout, height: float) -> None:
        """Draw the name of an unplayable file, and the reason in place of folder and format."""
        begin = places[NAME].left
        left, right = dp(begin) + dp(MARK), dp(text_end(places))
        shade = PALETTE.third if sample.missing else PALETTE.trash
        self._icon.write(ICONS["warning"], SMALL_ICON, shade, dp(begin), dp(MARK), height)
        words = reason(sample)
        # A short reason is shown in full; of two long texts each gets at least half of the width.
        kept = min(measure(words, SMALL) + dp(2 * GAP), (right - left) / 2)
        room = right - left - kept
        self._name.write(stem(sample), BODY, PALETTE.third, left, room, height)
        begin = left + min(room, measure(stem(sample), BODY)) + dp(2 * GAP)
        self._reason.write(words, SMALL, PALETTE.second, begin, right - begin, height)
        self._type.hide()
        for name, sprite in self._cells.items():
            # Only the length is known, from an earlier scan.
            place = places.get(name) if name == "length" and sample.frames else None
            _write(sprite, sample, place, height, PALETTE.third)

    def _draw_match(self, row_state: RowState, place: Place | None, height: float) -> None:
        if place is None:
            self._match.hide()
            return
        mark = row_state.copy or (
            sample_list.NO_MATCH_FIGURE if row_state.match is None else percent(row_state.match)
        )
        plain = row_state.best or (row_state.match is None and not row_state.copy)
        shade = PALETTE.third if plain else PALETTE.loop
        self._match.write_to(mark, NUMBER, shade, dp(place.right), height)

    def _draw_picture(self, row_state: RowState, place: Place | None, height: float) -> None:
        thumbnail = row_state.thumbnail
        width, tall = thumbnail_size()
        # A line as placeholder until the thumbnail is loaded.
        waits = thumbnail is None and not (row_state.sample and reason(row_state.sample))
        left = dp(place.left) if place else 0.0
        self._blank.size = (width, 1) if waits and place else NOTHING
        self._blank.pos = (round(left), round(height / 2))
        if thumbnail is None or thumbnail.empty or place is None:
            self._picture.hide()
            return
        shade = PALETTE.accent if row_state.playing else PALETTE.picture
        if row_state.sample is not None and row_state.sample.tag is Tag.TRASH:
            shade = faded(shade, DIM)
        self._picture.draw(thumbnail_texture(thumbnail), shade, left, height, (width, tall))


def _write(
    sprite: Sprite,
    sample: Sample,
    place: Place | None,
    height: float,
    shade: Colour = PALETTE.second,
) -> None:
    """Draw the cell of a column; hide it if the column is dropped."""
    if place is None or place.column.text is None:
        sprite.hide()
        return
    words, face = place.column.text(sample), place.column.face
    if place.column.right:
        sprite.write_to(words, face, shade, dp(place.right), height)
    else:
        sprite.write(words, face, shade, dp(place.left), dp(place.width), height)
