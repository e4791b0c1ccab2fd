"""One row of the sample list."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from kivy.graphics import Color, Rectangle
from kivy.metrics import dp

from data.icons import ICONS
from models.analysis.wording import loudness_words, tempo_words
from models.audio.clock import clock, rate_words, size_words, thousands
from models.duplicates.group import Kind, Member
from models.library.naming import name as shown_name
from models.library.naming import text
from models.library.sample import Sample
from models.library.tag import Tag
from models.types.sound_type import SURE
from models.waveform.thumbnail import Thumbnail
from ui.browser.columns import GAP, Places, places
from ui.browser.thumbnail import drawn, size
from ui.piece.chip import Chip
from ui.piece.kind import SHADES, labelled, words
from ui.piece.row import NONE, NOTHING, Row
from ui.piece.sprite import Sprite
from ui.piece.text import measure
from ui.text import duplicates, sample_list
from ui.text.common import MISSING
from ui.text.quantity import decibels, percent
from ui.theme import BODY, NUMBER, PALETTE, SMALL, SMALL_ICON, Sizes, faded

STRIPES = {Tag.KEEP: PALETTE.keep, Tag.TRASH: PALETTE.trash, Tag.NEUTRAL: NONE}
MARK = 22
"""dp before the name that a warning or the play mark takes."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a row is to be drawn."""

    sample: Sample | None
    """`None`: not read yet."""
    thumbnail: Thumbnail | None
    focused: bool = False
    """The keyboard is on it."""
    selected: bool = False
    active: bool = False
    """The list has the keyboard."""
    playing: bool = False
    matching: bool = False
    """Something is looked for."""
    match: float | None = None
    """How well it answers, 0 to 1; `None`: it is what is asked with."""
    copy: str = ""
    """What it is to its group of duplicates; empty: none are shown."""
    best: bool = False
    """What would be kept of its group."""
    leads: bool = False
    """The first of its group that is shown: a line parts it from the group above."""


FOLDERS = 3
"""Folders that are named of the way to a copy."""


def stem(sample: Sample) -> str:
    """Return the name as the list shows it: without the extension, unless nothing else is left."""
    bare = PurePath(sample.name).stem
    return bare if bare.strip() else sample.name


def folder(sample: Sample) -> str:
    """Return the name of the folder the file lies in."""
    return shown_name(sample.path.rpartition(os.fsencode(os.sep))[0])


def way(sample: Sample) -> str:
    """Return the last folders on the way to the file: what tells copies apart."""
    above = [part for part in sample.path.split(b"/")[:-1] if part]
    return ("…/" if len(above) > FOLDERS else "/") + text(b"/".join(above[-FOLDERS:]))


def date_words(sample: Sample) -> str:
    """Return the day on which the file was changed last: `2024-03-01`; empty if unknown."""
    if not sample.mtime_ns:
        return ""
    try:
        return f"{datetime.fromtimestamp(sample.mtime_ns / 1e9).astimezone():%Y-%m-%d}"
    except (OverflowError, OSError, ValueError):
        return ""  # beyond what calendars hold


def form(sample: Sample) -> str:
    """Return rate and coding in few letters: `48 kHz 24-bit`."""
    if not sample.rate:
        return ""
    return f"{rate_words(sample.rate)} {sample.format.partition(' ')[2] or sample.format}"


def reason(sample: Sample) -> str:
    """Return why the file cannot be heard, or an empty text if it can."""
    if sample.missing:
        return MISSING
    # The name stands beside it already.
    return sample.error.removeprefix(f"{sample.name} ")


def copy_words(member: Member, *, best: bool, twin: bool, linked: bool = False) -> str:
    """Return what a file is to its group: `best`, `identical`, or how much is left of it.

    Args:
        member: Of the group.
        best: It would be kept.
        twin: Another file of the group is shown that is equal to it byte by byte.
        linked: It is another name of a file of the group that is shown.
    """
    if best:
        return duplicates.BEST
    if member.kind is Kind.BEST:
        return duplicates.IDENTICAL if twin else duplicates.REFERENCE
    same = duplicates.LINKED if linked or member.kind is Kind.LINK else duplicates.IDENTICAL
    if member.kind in {Kind.EXACT, Kind.LINK}:
        return same
    equal = same if twin or linked else duplicates.IDENTICAL_AUDIO
    left = equal if member.null is None else decibels(member.null)
    if member.kind is Kind.LIKELY:
        left = duplicates.doubtful(left)
    several = member.null is not None and (twin or linked)
    return duplicates.also(same, left) if several else left


def _indented(at: Places, look: Look) -> Places:
    """Return the places of a row; copies stand below the best of their group."""
    if not look.copy or look.best:
        return at
    return replace(at, name=at.name + MARK, name_width=at.name_width - MARK)


class SampleRow(Row):
    """Mark, number, small picture, name, folder, format, length."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.inside.add(Color(rgba=PALETTE.line))
        self._blank = Rectangle(size=NOTHING)
        self.inside.add(self._blank)
        self.inside.add(Color(rgba=PALETTE.strong_line))
        self._parting = Rectangle(size=NOTHING)
        self.inside.add(self._parting)
        self._type = Chip(self.inside)
        make = (Sprite(self.inside, PALETTE.text) for _ in range(14))
        self._number, self._picture, self._icon, self._name, *rest = make
        self._reason, self._folder, self._form, self._length, self._match = rest[:5]
        self._tempo, self._key, self._loudness, self._size_words, self._date = rest[5:]

    def draw(self, row: int, look: Look, width: float, height: float) -> None:
        """Draw row number `row`."""
        sample = look.sample
        at = places(width / dp(1), self.sizes, matching=look.matching, copies=bool(look.copy))
        self.ground(
            width,
            height,
            tint=PALETTE.selected if look.focused or look.selected else None,
            outlined=look.focused and look.active,
            stripe=STRIPES[sample.tag] if sample else NONE,
        )
        # At the upper end of the row: what is above belongs to another group.
        self._parting.size = (width, dp(2)) if look.leads and row else NOTHING
        self._parting.pos = (0, height - dp(2))
        shade = PALETTE.accent if look.playing else PALETTE.third
        self._number.write_to(thousands(row + 1), NUMBER, shade, dp(at.number_end), height)
        self._draw_picture(look, dp(at.picture), dp(at.picture_width), height)
        self._draw_match(look, at, height)
        if sample is None:
            self._hide_words()
        elif reason(sample):
            self._draw_lost(sample, at, height)
        else:
            self._draw_sound(sample, _indented(at, look), height, look)

    def empty(self, width: float, height: float) -> None:
        """Draw nothing."""
        self.ground(width, height, there=False)
        self._blank.size = self._parting.size = NOTHING
        self._number.hide()
        self._picture.hide()
        self._match.hide()
        self._hide_words()

    def _hide_words(self) -> None:
        for sprite in (self._icon, self._name, self._reason, self._folder):
            sprite.hide()
        self._form.hide()
        self._length.hide()
        self._type.hide()
        self._hide_found_out()

    def _hide_found_out(self) -> None:
        for sprite in (self._tempo, self._key, self._loudness, self._size_words, self._date):
            sprite.hide()

    def _draw_sound(self, sample: Sample, at: Places, height: float, look: Look) -> None:
        playing, copy = look.playing, bool(look.copy)
        left, room = dp(at.name), dp(at.name_width)
        shade = PALETTE.accent if playing else PALETTE.text
        if playing:
            self._icon.write(ICONS["volume"], SMALL_ICON, shade, left, room, height)
            left, room = left + dp(MARK), room - dp(MARK)
        else:
            self._icon.hide()
        self._name.write(stem(sample), BODY, shade, left, room, height)
        self._reason.hide()
        second = PALETTE.second
        kind = sample.type
        shade = PALETTE.second if kind is None else SHADES[kind]
        if sample.confidence < SURE:
            shade = faded(shade, 0.55)
        called = labelled(words(kind), sample.confidence) if kind else ""
        self._type.write(called, shade, dp(at.type), dp(at.type_width), height)
        where = way(sample) if copy else folder(sample)
        self._folder.write(where, SMALL, second, dp(at.folder), dp(at.folder_width), height)
        self._form.write(form(sample), NUMBER, second, dp(at.format), dp(at.format_width), height)
        self._length.write_to(clock(sample.length, 2), NUMBER, second, dp(at.length_end), height)
        self._draw_found_out(sample, at, height)

    def _draw_found_out(self, sample: Sample, at: Places, height: float) -> None:
        key, loudness = sample.analysis.sure_key, sample.analysis.loudness
        for sprite, told, end in (
            (self._tempo, tempo_words(sample.tempo, sample.other_tempo), at.tempo_end),
            (self._key, key.shown if key else "", at.key_end),
            (self._loudness, loudness_words(loudness), at.loudness_end),
            (self._size_words, size_words(sample.size), at.size_end),
            (self._date, date_words(sample), at.date_end),
        ):
            if end:
                sprite.write_to(told, NUMBER, PALETTE.second, dp(end), height)
            else:
                sprite.hide()

    def _draw_lost(self, sample: Sample, at: Places, height: float) -> None:
        """Draw a name that cannot be heard, and why in the room of folder and format."""
        left, right = dp(at.name) + dp(MARK), dp(at.words_end)
        shade = PALETTE.third if sample.missing else PALETTE.trash
        self._icon.write(ICONS["warning"], SMALL_ICON, shade, dp(at.name), dp(MARK), height)
        why = reason(sample)
        # Short words stand whole; of two long ones each gets at least half of the room.
        kept = min(measure(why, SMALL) + dp(2 * GAP), (right - left) / 2)
        room = right - left - kept
        self._name.write(stem(sample), BODY, PALETTE.third, left, room, height)
        begin = left + min(room, measure(stem(sample), BODY)) + dp(2 * GAP)
        self._reason.write(why, SMALL, PALETTE.second, begin, right - begin, height)
        self._folder.hide()
        self._form.hide()
        self._type.hide()
        self._hide_found_out()
        length = clock(sample.length, 2) if sample.frames else ""
        self._length.write_to(length, NUMBER, PALETTE.third, dp(at.length_end), height)

    def _draw_match(self, look: Look, at: Places, height: float) -> None:
        if not look.matching:
            self._match.hide()
            return
        told = look.copy or (
            sample_list.NO_MATCH_FIGURE if look.match is None else percent(look.match)
        )
        plain = look.best or (look.match is None and not look.copy)
        shade = PALETTE.third if plain else PALETTE.loop
        self._match.write_to(told, NUMBER, shade, dp(at.match_end), height)

    def _draw_picture(self, look: Look, left: float, room: float, height: float) -> None:
        thumbnail = look.thumbnail
        width, tall = size()
        # Until the picture is there, a line tells where it will be.
        waits = thumbnail is None and not (look.sample and reason(look.sample))
        self._blank.size = (width, 1) if waits and room else NOTHING
        self._blank.pos = (round(left), round(height / 2))
        if thumbnail is None or thumbnail.empty or not room:
            self._picture.hide()
            return
        shade = PALETTE.accent if look.playing else PALETTE.picture
        self._picture.draw(drawn(thumbnail), shade, left, height, (width, tall))
