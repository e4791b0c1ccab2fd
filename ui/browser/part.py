"""The middle of the window, below the waveform: the list and what is above it."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, Line
from kivy.metrics import dp
from kivy.uix.widget import Widget

from actors.messages import session
from models.state.app import AppState
from models.state.screen import Panel
from ui.browser.header import Header
from ui.browser.sample_list import SampleList
from ui.piece.caption import Caption
from ui.theme import BODY, PALETTE, Sizes


def nothing_here(state: AppState) -> str:
    """Return why the list is empty and what to do, or an empty text if it is not."""
    if len(state.browser.ids) or state.browser.waiting or not state.sources.known:
        return ""
    if not state.sources.all:
        return "Drop a folder here, or press + (Ctrl+O) to add one"
    if state.browser.query.words:
        return f"No sample matches “{state.browser.query.words}”. Esc clears the search"
    if state.tasks:
        return "Looking for samples…"
    return "No audio files here"


class BrowserPart(Widget):
    """Shows the samples."""

    def __init__(self, say: Callable[[session.Intent], None], sizes: Sizes) -> None:
        super().__init__()
        self._header = Header(say, sizes)
        self._list = SampleList(say, sizes)
        self._empty = Caption(face=BODY, shade=PALETTE.second, align="center")
        for piece in (self._list, self._header, self._empty):
            self.add_widget(piece)
        with self.canvas.after:
            self._outline_colour = Color(rgba=(0, 0, 0, 0))
            self._outline = Line(width=dp(1))
        self.bind(pos=self._place, size=self._place)

    def resize(self, sizes: Sizes) -> None:
        """Take the sizes of another density."""
        self._header.change_sizes(sizes)
        self._list.change_sizes(sizes)
        self._place()

    def show(self, state: AppState) -> None:
        """Show list, counts and focus."""
        active = state.screen.focus is Panel.SAMPLES
        playing = state.transport.sample if state.transport.active else None
        self._list.show_samples(state.browser, state.thumbnails, playing, active=active)
        self._header.show(state)
        self._empty.show(nothing_here(state))
        self._outline_colour.rgba = PALETTE.accent if active else (0, 0, 0, 0)

    def _place(self, *_: object) -> None:
        tall = round(Header.natural_height())
        self._header.pos = (self.x, self.top - tall)
        self._header.size = (self.width, tall)
        self._list.pos, self._list.size = self.pos, (self.width, max(1, self.height - tall))
        self._empty.pos, self._empty.size = self._list.pos, self._list.size
        self._outline.rectangle = (self.x + 1, self.y + 1, self.width - 2, self.height - 2)
