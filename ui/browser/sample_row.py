"""One row of the sample list."""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import PurePath

from kivy.graphics.texture import Texture
from kivy.metrics import dp

from data.icons import ICONS
from models.audio.clock import clock, rate_words, thousands
from models.library.naming import name as shown_name
from models.library.sample import Sample
from models.library.tag import Tag
from models.waveform.thumbnail import Thumbnail
from ui.browser.columns import places
from ui.piece.row import NONE, Row
from ui.piece.sprite import Sprite
from ui.theme import BODY, NUMBER, PALETTE, SMALL, SMALL_ICON, Sizes
from ui.waveform.texture import texture

STRIPES = {Tag.KEEP: PALETTE.keep, Tag.TRASH: PALETTE.trash, Tag.NEUTRAL: NONE}
PICTURE = 26
"""dp the small picture is high."""
KEPT = 3000
"""Textures of small pictures kept; one is 16 kB."""

_pictures: OrderedDict[int, tuple[Thumbnail, Texture]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Look:
    """How a row is to be drawn."""

    sample: Sample | None
    """`None`: not read yet."""
    thumbnail: Thumbnail | None
    focused: bool
    """The keyboard is on it."""
    active: bool
    """And the list has the keyboard."""
    playing: bool


def stem(sample: Sample) -> str:
    """Return the name as the list shows it: without the extension."""
    return PurePath(sample.name).stem


def folder(sample: Sample) -> str:
    """Return the name of the folder the file lies in."""
    return shown_name(sample.path.rpartition(os.fsencode(os.sep))[0])


def form(sample: Sample) -> str:
    """Return rate and coding in few letters: `48 kHz 24-bit`."""
    if not sample.rate:
        return ""
    return f"{rate_words(sample.rate)} {sample.format.partition(' ')[2] or sample.format}"


class SampleRow(Row):
    """Mark, number, small picture, name, folder, format, length."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        make = (Sprite(self.inside, PALETTE.text) for _ in range(7))
        self._number, self._picture, self._icon, self._name, *rest = make
        self._folder, self._form, self._length = rest

    def draw(self, row: int, look: Look, width: float, height: float) -> None:
        """Draw row number `row`."""
        sample = look.sample
        at = places(width / dp(1), self.sizes)
        self.ground(
            width,
            height,
            tinted=look.focused,
            outlined=look.focused and look.active,
            stripe=STRIPES[sample.tag] if sample else NONE,
        )
        shade = PALETTE.accent if look.playing else PALETTE.third
        self._number.write_to(thousands(row + 1), NUMBER, shade, dp(at.number_end), height)
        if sample is None:
            for sprite in (self._picture, self._icon, self._name, self._folder):
                sprite.hide()
            self._form.hide()
            self._length.hide()
            return
        self._draw_picture(look, dp(at.picture), dp(at.picture_width), height)
        lost = bool(sample.missing or sample.error)
        self._draw_name(sample, look, dp(at.name), dp(at.name_width), height)
        dim = PALETTE.third if lost else PALETTE.second
        words = sample.error or ("missing" if sample.missing else folder(sample))
        self._folder.write(words, SMALL, dim, dp(at.folder), dp(at.folder_width), height)
        self._form.write(form(sample), NUMBER, dim, dp(at.format), dp(at.format_width), height)
        length = clock(sample.length, 2) if sample.rate else "-"
        self._length.write_to(length, NUMBER, dim, dp(at.length_end), height)

    def empty(self, width: float, height: float) -> None:
        """Draw nothing."""
        self.ground(width, height, there=False)
        for sprite in (self._number, self._picture, self._icon, self._name):
            sprite.hide()
        for sprite in (self._folder, self._form, self._length):
            sprite.hide()

    def _draw_name(
        self, sample: Sample, look: Look, left: float, room: float, height: float
    ) -> None:
        lost = sample.missing or sample.error
        if lost or look.playing:
            icon = ICONS["warning" if lost else "volume"]
            tint = PALETTE.trash if sample.error else PALETTE.third
            self._icon.write(icon, SMALL_ICON, tint if lost else PALETTE.accent, left, room, height)
            left, room = left + dp(22), room - dp(22)
        else:
            self._icon.hide()
        shade = PALETTE.third if lost else PALETTE.accent if look.playing else PALETTE.text
        self._name.write(stem(sample), BODY, shade, left, room, height)

    def _draw_picture(self, look: Look, left: float, width: float, height: float) -> None:
        thumbnail = look.thumbnail
        if thumbnail is None or thumbnail.empty or not width:
            self._picture.hide()
            return
        shade = PALETTE.accent if look.playing else PALETTE.picture
        self._picture.draw(_drawn(thumbnail), shade, left, height)


def _drawn(thumbnail: Thumbnail) -> Texture:
    kept = _pictures.get(id(thumbnail))
    if kept is not None and kept[0] is thumbnail:
        _pictures.move_to_end(id(thumbnail))
        return kept[1]
    made = texture(thumbnail, PICTURE)
    _pictures[id(thumbnail)] = (thumbnail, made)
    if len(_pictures) > KEPT:
        _pictures.popitem(last=False)
    return made
