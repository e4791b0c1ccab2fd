"""What a finger on the waveform means; pure, so that it can be tried without a window.

`press` returns a gesture, which answers each `move` and the `release` with
intents. All x are pixels from the left edge of the picture and may lie outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from actors.messages import intents
from models.audio.span import Span
from models.audio.units import FramePosition, Frames, FramesPerPixel, Pixels
from models.waveform.view import View

Intents = tuple[intents.Intent, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How exact the finger is, in pixels."""

    grab: float
    """An edge is taken from this far to either side."""
    slack: float
    """A press released within it was a click."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What lies under the finger when it goes down."""

    view: View
    frames: int
    selection: Span | None
    reach: Reach


class Gesture(Protocol):
    """A press that has begun."""

    def move(self, view: View, x: float) -> Intents:
        """The finger is at `x` now; `view` may have changed meanwhile."""

    def release(self, view: View, x: float) -> Intents:
        """The finger left at `x`."""

    def call_off(self) -> Intents:
        """Put everything back as it was before the press."""


def press(scene: Scene, x: float, *, on_bar: bool) -> Gesture:
    """Return the gesture that a press at `x` begins.

    1. Near an edge of the selection: that edge, the nearest if both are.
    2. On the bar over the selection: the selection slides.
    3. Elsewhere: a new selection from here, or a click.
    """
    edge = _edge_at(scene, x)
    if edge is not None and scene.selection is not None:
        return Edge(scene, edge, x - scene.view.x_at(_end_of(scene.selection, edge)))
    if on_bar and scene.selection is not None and scene.selection.holds(scene.view.frame_at(x)):
        return Slide(scene, scene.view.frame_at(x) - scene.selection.start)
    return Sweep(scene, x)


def _end_of(span: Span, edge: str) -> int:
    return span.start if edge == "start" else span.end


def _edge_at(scene: Scene, x: float) -> str | None:
    if scene.selection is None:
        return None
    left = scene.view.x_at(scene.selection.start)
    right = scene.view.x_at(scene.selection.end)
    # A third of the selection stays free for clicks, however narrow it is.
    inside = min(scene.reach.grab, (right - left) / 3)
    near = {
        "start": x - left if -scene.reach.grab <= x - left <= inside else None,
        "end": right - x if -scene.reach.grab <= right - x <= inside else None,
    }
    found = [(abs(distance), edge) for edge, distance in near.items() if distance is not None]
    return min(found)[1] if found else None


def _span(scene: Scene, one: float, other: float) -> Span:
    """Return the span between two frames, at least one frame long, inside the sample."""
    start, end = sorted((round(one), round(other)))
    start = max(0, min(start, scene.frames - 1))
    return Span(Frames(start), Frames(max(start + 1, min(end, scene.frames))))


@dataclass(slots=True)
class Sweep:
    """A new selection, anchored where the press was."""

    scene: Scene
    pressed: float
    strayed: bool = False

    def move(self, view: View, x: float) -> Intents:
        """Select from the anchor to the finger, live from the first pixel."""
        self.strayed = self.strayed or abs(x - self.pressed) > self.scene.reach.slack
        anchor = self.scene.view.frame_at(self.pressed)
        span = _span(self.scene, anchor, view.frame_at(x))
        return (intents.Select(span, provisional=not self.strayed),)

    def release(self, view: View, x: float) -> Intents:
        """Keep the selection; or, if it was a click, put the old one back and play."""
        if self.strayed:
            return (intents.SnapEdges(start=True, end=True),)
        frame = int(self.scene.view.frame_at(self.pressed))
        restore = intents.Select(self.scene.selection, provisional=True)
        return (restore, intents.PlayFrom(Frames(max(0, min(frame, self.scene.frames - 1)))))

    def call_off(self) -> Intents:
        """Put the old selection back."""
        return (intents.Select(self.scene.selection, provisional=not self.strayed),)


@dataclass(slots=True)
class Edge:
    """One edge of the selection follows the finger and keeps its distance from it."""

    scene: Scene
    edge: str
    offset: float

    def move(self, view: View, x: float) -> Intents:
        """Move the edge as far as the finger moved; edges never cross."""
        if self.scene.selection is None:
            return ()
        frame = round(view.frame_at(x - self.offset))
        start, end = self.scene.selection.start, self.scene.selection.end
        if self.edge == "start":
            span = Span(Frames(max(0, min(frame, end - 1))), end)
        else:
            span = Span(start, Frames(max(start + 1, min(frame, self.scene.frames))))
        return (intents.Select(span),)

    def release(self, view: View, x: float) -> Intents:
        """Leave the edge where it is, or where it comes to rest."""
        at_start = self.edge == "start"
        return (intents.SnapEdges(start=at_start, end=not at_start),)

    def call_off(self) -> Intents:
        """Put the edge back."""
        return (intents.Select(self.scene.selection),)


@dataclass(slots=True)
class Slide:
    """The whole selection follows the finger."""

    scene: Scene
    held: float
    """Frames from the start of the selection to the finger."""

    def move(self, view: View, x: float) -> Intents:
        """Move the selection, its length unchanged, inside the sample."""
        if self.scene.selection is None:
            return ()
        length = self.scene.selection.length
        start = round(view.frame_at(x) - self.held)
        start = max(0, min(start, self.scene.frames - length))
        return (intents.Select(Span(Frames(start), Frames(start + length))),)

    def release(self, view: View, x: float) -> Intents:
        """Leave the selection where it is, or where it comes to rest."""
        return (intents.SnapEdges(start=True, end=True),)

    def call_off(self) -> Intents:
        """Put the selection back."""
        return (intents.Select(self.scene.selection),)


@dataclass(slots=True)
class Drag:
    """The picture follows the finger (middle button)."""

    last: float

    def move(self, view: View, x: float) -> Intents:
        """Pan by whole pixels."""
        pixels = round(self.last - x)
        self.last -= pixels
        return (intents.Pan(Pixels(pixels)),) if pixels else ()

    def release(self, view: View, x: float) -> Intents:
        """Leave the view where it is."""
        return ()

    def call_off(self) -> Intents:
        """Leave the view where it is: looking changes nothing."""
        return ()


CLOSEST = 16.0
"""Pixels between two fingers that closer ones count as: else a pixel would be a leap."""


@dataclass(frozen=True, slots=True)
class Pinch:
    """Two fingers hold two places of the sample: it is stretched and moved with them."""

    view: View
    """What was looked at when the second finger came down."""
    one: float
    other: float

    def move(self, one: float, other: float) -> Intents:
        """Show what lies between the fingers under them again."""
        factor = _apart(self.one, self.other) / _apart(one, other)
        held = self.view.frame_at((self.one + self.other) / 2)
        spp = self.view.spp * factor
        return (
            intents.SetView(FramePosition(held - (one + other) / 2 * spp), FramesPerPixel(spp)),
        )


def _apart(one: float, other: float) -> float:
    return max(CLOSEST, abs(one - other))
