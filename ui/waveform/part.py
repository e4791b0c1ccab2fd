"""Waveform panel: title, overview, picture, tools."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, Rectangle
from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import intents
from models.analysis.text import tempo_words
from models.audio.clock import channel_words, clock, rate_words
from models.audio.units import FramePosition, Seconds
from models.layout.part import Part
from models.layout.tree import FILL, Box, Column, Leaf, Margin, Row
from models.library.sample import Sample
from models.state.editor import Editor
from models.state.screen import Panel
from models.waveform.display import Display
from ui.slices import WaveformSlices
from ui.text import waveform as text
from ui.text.quantity import bpm, lufs, percent
from ui.text.sound_types import TYPES
from ui.theme import NUMBER, PALETTE, TITLE, Sizes
from ui.waveform.lesson_card import LessonCard
from ui.waveform.numbers import Numbers
from ui.waveform.overview import Overview
from ui.waveform.picture import Offer, PictureView, no_targets
from ui.waveform.slice_tools import SliceTools
from ui.waveform.tools import Tools
from ui.widgets.button import BARE, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.outline import Outline
from ui.widgets.placing import box_of, filling, pixels, place
from ui.widgets.placing import text as text_leaf
from ui.widgets.type_colour import type_label


def facts(editor: Editor) -> str:
    """Return a description of the sample: `0:02.413 · 48 kHz · WAV 24-bit · stereo`."""
    sample = editor.sample
    if sample is None or not sample.rate:
        return ""
    parts = (
        clock(sample.length),
        rate_words(sample.rate),
        sample.format,
        channel_words(sample.channels),
        _kind(sample),
        *analysis_facts(sample),
    )
    return " · ".join(part for part in parts if part)


def _kind(sample: Sample) -> str:
    """Return the sound type and its confidence: `snare 94 %`, `snare? 41 %`."""
    if sample.type is None:
        return ""
    called = type_label(TYPES[sample.type], sample.confidence)
    return called if sample.confidence >= 1 else f"{called} {percent(sample.confidence)}"


def analysis_facts(sample: Sample) -> tuple[str, ...]:
    """Return the analysis results: `104 BPM`, `F♯ min`, `-9.2 LUFS`."""
    known = sample.analysis
    return (
        _tempo(sample),
        known.sure_key.shown if known.sure_key else "",
        lufs(known.loudness),
    )


def _tempo(sample: Sample) -> str:
    """Return the tempo: `104 BPM`, or `174 or 87 BPM` if the octave is ambiguous."""
    words = tempo_words(sample.tempo)
    if sample.tempo and sample.other_tempo:
        words = text.either_tempo(words, tempo_words(sample.other_tempo))
    return bpm(words)


def scale(editor: Editor) -> str:
    """Return the zoom: `zoom 1 : 18`, or `zoom 4 : 1` beyond one frame per pixel."""
    return "" if editor.view is None else text.zoom(editor.view.spp)


NAME = 140
"""Least width of the name in dp: before that the scale goes, then the facts."""
PICTURE = 64
"""Least height of the picture in dp: before that the numbers go, then the overview."""


class WaveformPart(Widget):
    """The loaded sample: title, overview, picture, tools."""

    def __init__(
        self,
        post: Callable[[intents.Intent], None],
        sizes: Sizes,
        offer: Offer = no_targets,
        hide: Callable[[], None] = lambda: None,
    ) -> None:
        """Create the panel.

        Args:
            post: Posts an intent.
            sizes: Of the density.
            offer: Receives a selection that is dragged away by its bar.
            hide: Hides the panel.
        """
        super().__init__()
        self._sizes = sizes
        with self.canvas.before:
            Color(rgba=PALETTE.panel)
            self._ground = Rectangle()
        self._title = TextLabel(face=TITLE)
        self._facts = TextLabel(face=NUMBER, shade=PALETTE.second)
        self._scale = TextLabel(face=NUMBER, shade=PALETTE.second, align="right")
        self._hide = PushButton(hide, icon="chevron_up", style=BARE, command="toggle-waveform")
        self._overview = Overview(post)
        self._picture = PictureView(post, sizes, offer)
        self._lessons = LessonCard(post, sizes)
        self._picture.bind(pos=self._place_lessons, size=self._place_lessons)
        self._tools = Tools(post, sizes, lambda: self._picture.active_playhead)
        self._slice_tools = SliceTools(post, sizes, lambda: self._picture.active_playhead)
        self._numbers = Numbers(post, sizes)
        self._slicing = False
        widgets = (self._title, self._facts, self._scale, self._hide, self._overview)
        for widget in (*widgets, self._picture, self._lessons, self._tools, self._numbers):
            self.add_widget(widget)
        self._outline = Outline(self.canvas.after)
        self._focused = False
        self.bind(pos=self._place, size=self._place)

    @property
    def editing(self) -> bool:
        """Whether a number of the selection is being typed."""
        return self._numbers.editing

    @property
    def playhead(self) -> FramePosition:
        """Frame at which the playhead is drawn."""
        return self._picture.playhead

    def open_menu(self) -> None:
        """Open the menu of the picture by the keyboard, at the playhead if it is seen."""
        self._picture.open_menu()

    def cancel_gesture(self) -> bool:
        """Cancel a running gesture and undo its effect; return whether there was one."""
        return self._picture.cancel_gesture()

    def resize(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._hide.reach = dp(sizes.target)
        self._picture.resize(sizes)
        self._lessons.resize(sizes)
        self._tools.resize(sizes)
        self._slice_tools.resize(sizes)
        self._numbers.resize(sizes)
        self._place()

    def show(self, state: WaveformSlices) -> None:
        """Show sample, picture, tools and focus."""
        editor = state.editor
        self._title.show(editor.sample.name if editor.sample else text.NO_SAMPLE)
        self._facts.show(facts(editor))
        self._scale.show(scale(editor))
        self._lessons.show(state.settings.learned, empty=editor.sample is None)
        self._overview.show(editor, coloured=state.settings.display is Display.COLOURED)
        chosen = state.collections.chosen
        self._picture.collection = chosen.name if chosen else ""
        self._picture.show(state)
        self._show_tools(state)
        self._numbers.show(editor, state.settings)
        self._focused = state.screen.focus is Panel.WAVEFORM
        self._frame()
        self._place_title()

    def _show_tools(self, state: WaveformSlices) -> None:
        """Show the tools, or in slice mode those of slices."""
        editor, transport = state.editor, state.transport
        if state.slicing.on is not self._slicing:
            self._slicing = state.slicing.on
            old, new = (self._tools, self._slice_tools)[:: 1 if self._slicing else -1]
            self.remove_widget(old)
            self.add_widget(new)
            self._place()
        if self._slicing:
            self._slice_tools.show(state.slicing, transport, editor)
        else:
            self._tools.show(editor, transport, state.settings, state.protected)

    def tick(self, now: Seconds) -> Seconds | None:
        """Move the playhead; return when it moves next, if it does."""
        return self._picture.tick(now)

    def _place_lessons(self, *_: object) -> None:
        self._lessons.pos, self._lessons.size = self._picture.pos, self._picture.size

    def _frame(self) -> None:
        if self._focused:
            self._outline.draw(*self.pos, *self.size)
        else:
            self._outline.hide()

    def _place_title(self) -> None:
        inset, tall = pixels(self._sizes.inset), pixels(36)
        square = pixels(max(28, self._sizes.target))
        titles = Row(
            (
                text_leaf(self._title, least=pixels(NAME)),
                text_leaf(self._facts, least=pixels(160), drop=1),
                filling(None),
                text_leaf(self._scale, drop=2, least=None),
                Leaf(self._hide, Part(square), Part(min(square, tall))),
            ),
            gap=pixels(12),
        )
        top = box_of(self).top - pixels(6)
        place(
            titles,
            Box(round(self.x) + inset, top - tall, max(0, round(self.width) - 2 * inset), tall),
        )

    def _place(self, *_: object) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        self._frame()
        self._place_title()
        inset, gap = pixels(self._sizes.inset), pixels(4)
        row = pixels(self._sizes.tool) + pixels(16)
        tools = self._slice_tools if self._slicing else self._tools
        place(
            Column(
                (
                    Leaf(None, FILL, Part(pixels(42))),
                    Leaf(self._overview, FILL, Part(pixels(self._sizes.overview), drop=2)),
                    Leaf(self._picture, FILL, Part(pixels(PICTURE), grow=1)),
                    Leaf(self._numbers, FILL, Part(pixels(max(26, self._sizes.target)), drop=1)),
                    Leaf(tools, FILL, Part(row)),
                ),
                gap,
                Margin(inset, gap, inset),
            ),
            box_of(self),
        )
