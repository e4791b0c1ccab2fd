"""Size and place of the window: remembered, and changed for the strip beside another program."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.metrics import dp

from actors.messages import intents
from models.layout.opening import STRIP, USUAL
from models.state.app import AppState
from models.state.window_layout import WindowLayout

CALM = 0.5
"""Seconds without a change until size and place are remembered."""


class WindowPlace:
    """Follows the layout in the state, and reports what the user does to the window."""

    def __init__(self, post: Callable[[intents.Intent], None]) -> None:
        self._post = post
        self._layout: WindowLayout | None = None
        """The layout shown last; `None`: none yet."""
        self._full = False
        self._remember = Clock.create_trigger(self._report, CALM)

    def bind(self) -> None:
        """Report changes from now on."""
        Window.bind(size=self._changed, on_move=self._changed)

    def unbind(self) -> None:
        """Report no further changes; the last one at once."""
        Window.unbind(size=self._changed, on_move=self._changed)
        if self._remember.is_triggered:
            self._remember.cancel()
            self._report(0)

    def show(self, state: AppState) -> None:
        """Make the window narrow and keep it above others, or as it was."""
        self._full = state.screen.full
        before, self._layout = self._layout, state.settings.window
        if before is None:
            Window.always_on_top = self._layout.strip
            self._settle(self._layout)
        elif before.strip is not self._layout.strip:
            self._report_as(strip=before.strip)
            self._switch(self._layout)

    @staticmethod
    def _settle(layout: WindowLayout) -> None:
        """Correct the place: window managers add their frame to that of a new window."""
        left, top = (
            (layout.strip_left, layout.strip_top) if layout.strip else (layout.left, layout.top)
        )
        if left is None or top is None:
            return
        away = max(abs(Window.left - left), abs(Window.top - top))
        if 0 < away < dp(100):
            Window.left, Window.top = left, top

    def _switch(self, layout: WindowLayout) -> None:
        right = Window.left + Window.width
        if layout.strip:
            wide, tall = layout.strip_width or STRIP, layout.strip_height
            left, top = layout.strip_left, layout.strip_top
        else:
            wide, tall = layout.width or USUAL[0], layout.height or USUAL[1]
            left, top = layout.left, layout.top
        size = (round(dp(wide)), round(dp(tall)) if tall else Window.height)
        if layout.strip and left is None:
            left, top = right - size[0], Window.top
        Window.always_on_top = layout.strip
        Window.size = size
        if left is not None and top is not None:
            Window.left, Window.top = left, top
        self._remember()

    def _changed(self, *_: object) -> None:
        self._remember()

    def _report(self, _since: float) -> None:
        if self._layout is not None and not self._full:
            self._report_as(strip=self._layout.strip)

    def _report_as(self, *, strip: bool) -> None:
        width, height = round(Window.width / dp(1)), round(Window.height / dp(1))
        left, top = Window.left, Window.top
        known = self._layout
        if known is None:
            return
        now = (width, height, left, top)
        if strip:
            before = (known.strip_width, known.strip_height, known.strip_left, known.strip_top)
        else:
            before = (known.width, known.height, known.left, known.top)
        if now != before:
            self._post(intents.RememberWindow(*now, strip=strip))
