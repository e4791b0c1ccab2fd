"""Touch and mouse input: Kivy handles SDL's finger events on phones only, and mouse events late."""

from __future__ import annotations

from typing import Any

from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.core.window.window_sdl2 import SDL2MotionEventProvider

FINGERS = {"fingerdown", "fingerup", "fingermotion"}
BUTTONS = {"mousebuttondown", "mousebuttonup"}


class _TouchProxy:
    """Proxy of Kivy's window storage that routes finger events to the SDL2 provider."""

    def __init__(self, storage: Any) -> None:
        self.__dict__["_storage"] = storage
        self.__dict__["_queued"] = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._storage, name, value)

    def poll(self) -> Any:
        """Return the next event for Kivy; `None` for a finger event.

        A press or release of a button is dispatched before the next event is taken. Kivy queues
        it, but later movements change the position of the queued touch, and later keys overtake it:
        a quick drag would begin where it ended.
        """
        if self.__dict__["_queued"]:
            self.__dict__["_queued"] = False
            EventLoop.dispatch_input()
        event = self._storage.poll()
        self.__dict__["_queued"] = bool(event) and event[0] in BUTTONS
        if event and event[0] in FINGERS:
            SDL2MotionEventProvider.q.appendleft(event)
            return None
        return event


def install() -> None:
    """Handle touch input from now on."""
    # Kivy adds the provider with the window, and drops it when an app ends.
    known = EventLoop.input_providers
    if not any(isinstance(one, SDL2MotionEventProvider) for one in known):
        EventLoop.add_input_provider(SDL2MotionEventProvider("sdl", ""))
    if not isinstance(Window._win, _TouchProxy):  # noqa: SLF001 - the only hook
        Window._win = _TouchProxy(Window._win)  # noqa: SLF001
