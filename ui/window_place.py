"""Size and place of the window: remembered, and changed for the strip beside another program."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.metrics import Metrics, dp

from actors.messages import intents
from models.layout.opening import (
    Area,
    Scales,
    Size,
    density_within,
    fitted,
    inside,
    least_size,
    left_size,
    remembered,
)
from models.layout.window_size import WindowSize
from models.state.app import AppState
from models.state.settings import LARGEST
from models.state.window_layout import WindowLayout
from ui.sdl import sdl
from ui.window import LEAST, density_of, system_scale

CALM = 0.5
"""Seconds without a change until size and place are remembered."""


class WindowPlace:
    """Follows the layout in the state, and reports what the user does to the window."""

    def __init__(self, post: Callable[[intents.Intent], None]) -> None:
        self._post = post
        self._layout: WindowLayout | None = None
        """The layout shown last; `None`: none yet."""
        self._full = False
        self._size = WindowSize()
        self._remember = Clock.create_trigger(self._report, CALM)

    def bind(self) -> None:
        """Report changes from now on."""
        Window.bind(size=self._changed, on_move=self._moved)

    def unbind(self) -> None:
        """Report no further changes; the last one at once."""
        Window.unbind(size=self._changed, on_move=self._moved)
        if self._remember.is_triggered:
            self._remember.cancel()
            self._report(0)

    def show(self, state: AppState) -> None:
        """Make the window narrow and keep it above others, or as it was."""
        self._full = state.screen.full
        before, self._layout = self._layout, state.settings.window
        if before is None:
            Window.always_on_top = self._layout.strip
            self._begin(self._layout)
        elif before.strip is not self._layout.strip:
            self._report_as(strip=before.strip)
            self._switch(self._layout)

    def fit(self, percent: int | None) -> None:
        """Set the pixels per dp, and the window to a size that carries them.

        Never larger than its screen: what the user made it, or the least at this scale.

        Args:
            percent: The setting `scale`; `None`: as the system says.
        """
        room = _room()
        density = density_of(percent, None if room is None else room.size)
        Metrics.density = density
        least = least_size(LEAST, density)
        # No step on the way may enforce a size of its own, which would pass for the user's.
        lower = min(least[0], Window.minimum_width), min(least[1], Window.minimum_height)
        Window.minimum_width, Window.minimum_height = lower
        if self._size.left_by_others is not None and not self._full:
            self._resize(
                fitted(self._size.left_by_others, least, None if room is None else room.size), room
            )
        Window.minimum_width, Window.minimum_height = least

    @staticmethod
    def release() -> None:
        """Give other windows of this process the pixels per dp of the system."""
        Metrics.density = system_scale()
        Window.minimum_width, Window.minimum_height = least_size(LEAST, Metrics.density)

    def _begin(self, layout: WindowLayout) -> None:
        """Take over the size; correct the place: window managers add a frame to a new window."""
        left, top = (
            (layout.strip_left, layout.strip_top) if layout.strip else (layout.left, layout.top)
        )
        if left is not None and top is not None:
            away = max(abs(Window.left - left), abs(Window.top - top))
            if 0 < away < dp(100):
                Window.left, Window.top = left, top
        room, now = _room(), _size()
        least = least_size(LEAST, Metrics.density)
        wanted = left_size(layout, Scales(system_scale(), Metrics.density))
        made = fitted(wanted, least, None if room is None else room.size)
        self._size.left_by_others = wanted if made == now else now
        self._size.made = now
        if room is not None and (now[0] > room.width or now[1] > room.height):
            self._resize(fitted(now, least, room.size), room)

    def _switch(self, layout: WindowLayout) -> None:
        room, right = _room(), Window.left + Window.width
        scales = Scales(system_scale(), Metrics.density)
        tall = None if layout.strip_height is None else layout.strip_height
        if layout.strip and tall is None:
            layout = replace(layout, strip_height=remembered(_size(), scales.system)[1])
        size = left_size(layout, scales)
        made = fitted(size, least_size(LEAST, Metrics.density), None if room is None else room.size)
        left, top = layout.left, layout.top
        if layout.strip:
            left, top = layout.strip_left, layout.strip_top
            if left is None:
                left, top = right - made[0], Window.top
        Window.always_on_top = layout.strip
        self._size.left_by_others = size
        self._resize(made, room, (left, top))
        self._remember()

    def _resize(
        self, size: Size, room: Area | None, at: tuple[int | None, int | None] = (None, None)
    ) -> None:
        """Set the size, and a place at which all of the window is on its screen."""
        left, top = at
        wanted = Window.left if left is None else left, Window.top if top is None else top
        now = _size()
        if size != now:
            self._size.change(size, now, monotonic())
            Window.size = size
        else:
            self._size.made = size
            if left is None:
                return
        place = inside(*wanted, size, room)
        if place != (Window.left, Window.top):
            Window.left, Window.top = place

    def _changed(self, *_: object) -> None:
        if not self._full:
            self._size.report(_size(), monotonic())
        self._remember()

    def _moved(self, *_: object) -> None:
        self._remember()

    def _report(self, _since: float) -> None:
        if self._layout is not None and not self._full:
            self._report_as(strip=self._layout.strip)

    def _report_as(self, *, strip: bool) -> None:
        known = self._layout
        size = self._size.left_by_others
        if known is None or size is None:
            return
        now = (*remembered(size, system_scale()), Window.left, Window.top)
        if strip:
            before = (known.strip_width, known.strip_height, known.strip_left, known.strip_top)
        else:
            before = (known.width, known.height, known.left, known.top)
        if now != before:
            self._post(intents.RememberWindow(*now, strip=strip))


def most_percent() -> int:
    """Return the largest scale in percent that the screen can carry."""
    room = _room()
    return math.floor(100 * density_within(LARGEST / 100, room.size if room else None, LEAST))


def _size() -> Size:
    return int(Window.width), int(Window.height)


def _room() -> Area | None:
    """Return where the window may lie; `None`: unknown."""
    library = sdl()
    return None if library is None else library.room()
