"""Windows of other programs that take drops. Source: XDND, version 5."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from Xlib import X, Xatom, error

from actors.handoff.process.connection import Connection
from models.handoff.drag import Place

VERSION, OLDEST = 5, 3
"""Of XDND: ours, and the oldest that is understood. Before 3, only top-level windows are aware."""
KNOWN_FOR = 1.0
"""Seconds for which the properties of a window are cached."""
DEEPEST = 12
"""Maximum nesting of windows below the root that is searched."""


@dataclass(slots=True)
class Target:
    """A window that takes drops, and the conversation with it."""

    window: int
    post: int
    """Receives the messages: the window, or its proxy."""
    version: int
    accepts: bool = False
    asked: float | None = None
    """When it was sent a position that it has not answered yet."""
    sent: tuple[int, int] | None = None
    """The position that it was sent last."""
    since: float = 0.0
    """When."""
    answered: bool = False
    """It has answered at least once."""

    def hang(self, at: tuple[int, int]) -> None:
        """Stop waiting for it; it refuses until it answers."""
        self.asked, self.accepts, self.sent, self.since = None, False, at, math.inf

    def known_as(self, number: int) -> bool:
        """Tell whether a number means this target."""
        return number in {self.window, self.post}


class TargetFinder:
    """Finds the window below the pointer; windows of ours are not looked into."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.own: frozenset[int] = frozenset()
        """Numbers of our windows."""
        self._known: dict[int, tuple[float, Target | None]] = {}

    def forget(self) -> None:
        """Drop the cached properties."""
        self._known.clear()

    def find(self, x: int, y: int, now: float) -> tuple[Target | None, Place]:
        """Return the target at a place of the root, and what is there without one.

        The search begins at the root, as the topmost window may lie in a window manager's frame.
        """
        root = self._connection.root
        window, inner = root.id, root
        try:
            for _ in range(DEEPEST):
                if window in self.own:
                    return None, Place.HOME
                child = inner.translate_coords(root, x, y).child
                if window != root.id or child == X.NONE:
                    target = self._look_up(window, now)
                    if target is not None:
                        home = self._holds_own(child, x, y)
                        return (None, Place.HOME) if home else (target, Place.REFUSED)
                if child == X.NONE:
                    break
                inner, window = child, child.id
        except error.XError:
            pass  # a window vanished: the next look finds what is there then
        return None, Place.NOWHERE

    def _holds_own(self, child: Any, x: int, y: int) -> bool:
        """Tell whether a window of ours is below the pointer; frames may be aware themselves."""
        while child != X.NONE:
            if child.id in self.own:
                return True
            child = child.translate_coords(self._connection.root, x, y).child
        return False

    def _look_up(self, window: int, now: float) -> Target | None:
        at, target = self._known.get(window, (-math.inf, None))
        if now - at > KNOWN_FOR:
            target = self._read(window)
            self._known[window] = (now, target)
        return target

    def _read(self, window: int) -> Target | None:
        post = window
        for proxy in self._connection.numbers(window, "XdndProxy", Xatom.WINDOW)[:1]:
            # A proxy that does not name itself was left behind by a crash.
            if self._connection.numbers(proxy, "XdndProxy", Xatom.WINDOW)[:1] == [proxy]:
                post = proxy
        version = next(iter(self._connection.numbers(post, "XdndAware")), 0)
        return Target(window, post, min(version, VERSION)) if version >= OLDEST else None
