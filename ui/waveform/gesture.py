"""Gestures on the waveform, as pure state machines that need no window.

`press` returns a gesture, which returns intents for each `move` and for `release`. All x are pixels
from the left edge of the picture and may lie outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from actors.messages import intents
from models.audio.span import Span
from models.audio.units import FramePosition, Frames, FramesPerPixel, Pixels
from models.edit.edit import Op
from models.slices.markers import Markers, nearest_marker, slice_at
from models.waveform.view import View

Intents = tuple[intents.Intent, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Precision of the pointer, in pixels."""

    grab: float
    """Grab distance of an edge to either side."""
    slack: float
    """Maximum movement of a click."""


@dataclass(frozen=True, slots=True)
class Scene:
    """State under the pointer when it is pressed."""

    view: View
    frames: int
    selection: Span | None
    reach: Reach
    markers: Markers | None = None
    """Markers of the slices; `None`: slice mode is off."""


class Gesture(Protocol):
    """A press in progress."""

    def move(self, view: View, x: float) -> Intents:
        """Handle a move to `x`; `view` may have changed since the press."""

    def release(self, view: View, x: float) -> Intents:
        """Handle the release at `x`."""

    def cancel(self) -> Intents:
        """Restore the state before the press."""


def press(scene: Scene, x: float, *, on_bar: bool) -> Gesture:
    """Return the gesture that a press at `x` starts.

    1. In slice mode, near a marker: moves the nearest marker.

    2. Near an edge of the selection: moves the nearest edge.

    3. On the bar above the selection: slides the selection.

    4. Elsewhere: starts a new selection, or is a click.
    """
    if scene.markers and (index := _marker_at(scene.view, scene.markers, x, scene.reach)) >= 0:
        return MarkerDrag(scene, index, x - scene.view.x_at(scene.markers[index]))
    edge = _edge_at(scene, x)
    if edge is not None and scene.selection is not None:
        return Edge(scene, edge, x - scene.view.x_at(_end_of(scene.selection, edge)))
    if on_bar and scene.selection is not None and scene.selection.holds(scene.view.frame_at(x)):
        return Slide(scene, scene.view.frame_at(x) - scene.selection.start)
    return Sweep(scene, x)


def _marker_at(view: View, markers: Markers, x: float, reach: Reach) -> int:
    """Return the index of the marker to grab at `x`; -1: none is near.

    A third of each slice beside it stays clickable, however narrow the slices are.
    """
    index = nearest_marker(markers, view.frame_at(x), reach.grab * view.spp)
    if index is None:
        return -1
    edges = (0, *markers, view.frames)
    frame = view.frame_at(x)
    other = edges[index] if frame < markers[index] else edges[index + 2]
    room = abs(other - markers[index]) / 3
    return index if abs(frame - markers[index]) <= room else -1


def _end_of(span: Span, edge: str) -> int:
    return span.start if edge == "start" else span.end


def _edge_at(scene: Scene, x: float) -> str | None:
    if scene.selection is None:
        return None
    left = scene.view.x_at(scene.selection.start)
    right = scene.view.x_at(scene.selection.end)
    # A third of the selection stays clickable, however narrow it is.
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
    """A new selection, anchored at the press."""

    scene: Scene
    pressed: float
    strayed: bool = False

    def move(self, view: View, x: float) -> Intents:
        """Select from the anchor to the pointer, live from the first pixel."""
        self.strayed = self.strayed or abs(x - self.pressed) > self.scene.reach.slack
        anchor = self.scene.view.frame_at(self.pressed)
        span = _span(self.scene, anchor, view.frame_at(x))
        return (intents.Select(span, provisional=not self.strayed),)

    def release(self, view: View, x: float) -> Intents:
        """Keep the selection; after a click, restore the old one and play."""
        if self.strayed:
            return (intents.SnapEdges(start=True, end=True),)
        frame = int(self.scene.view.frame_at(self.pressed))
        restore = intents.Select(self.scene.selection, provisional=True)
        if self.scene.markers is not None:
            return (restore, intents.PlaySlice(slice_at(self.scene.markers, max(0, frame))))
        return (restore, intents.PlayFrom(Frames(max(0, min(frame, self.scene.frames - 1)))))

    def cancel(self) -> Intents:
        """Restore the old selection."""
        return (intents.Select(self.scene.selection, provisional=not self.strayed),)


@dataclass(slots=True)
class MarkerDrag:
    """Moves a marker of the slices, keeping its distance from the pointer."""

    scene: Scene
    index: int
    offset: float

    def move(self, view: View, x: float) -> Intents:
        """Move the marker by as much as the pointer moved."""
        frame = Frames(round(view.frame_at(x - self.offset)))
        return (intents.MoveSliceMarker(self.index, frame),)

    def release(self, view: View, x: float) -> Intents:
        """Snap the marker."""
        frame = Frames(round(view.frame_at(x - self.offset)))
        return (intents.MoveSliceMarker(self.index, frame, released=True),)

    def cancel(self) -> Intents:
        """Restore the marker."""
        markers = self.scene.markers or ()
        return (intents.MoveSliceMarker(self.index, Frames(markers[self.index])),)


STEEP = 120.0
"""Pixels up or down that bend the curve of a fade as far as it goes."""


@dataclass(slots=True)
class FadeDrag:
    """Shapes a fade with a handle: its length to the side, its curve up and down."""

    op: Op
    offset: float
    """Pixels from the edge of the selection to the press."""
    pressed: float
    """y of the press."""
    y: float
    """y of the pointer."""

    def move(self, view: View, x: float) -> Intents:
        """Shape the fade."""
        frame = Frames(round(view.frame_at(x - self.offset)))
        curve = (self.y - self.pressed) / STEEP
        return (intents.ShapeFade(self.op, frame, max(-1.0, min(1.0, curve))),)

    def release(self, view: View, x: float) -> Intents:
        """Apply the fade."""
        return (intents.ApplyFade(),)

    def cancel(self) -> Intents:
        """Drop the fade."""
        return (intents.ApplyFade(drop=True),)


@dataclass(slots=True)
class Edge:
    """Moves one edge of the selection, keeping its distance from the pointer."""

    scene: Scene
    edge: str
    offset: float

    def move(self, view: View, x: float) -> Intents:
        """Move the edge by as much as the pointer moved; edges never cross."""
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
        """Snap the edge."""
        at_start = self.edge == "start"
        return (intents.SnapEdges(start=at_start, end=not at_start),)

    def cancel(self) -> Intents:
        """Restore the edge."""
        return (intents.Select(self.scene.selection),)


@dataclass(slots=True)
class Slide:
    """Moves the whole selection."""

    scene: Scene
    held: float
    """Frames from the start of the selection to the pointer."""

    def move(self, view: View, x: float) -> Intents:
        """Move the selection inside the sample, keeping its length."""
        if self.scene.selection is None:
            return ()
        length = self.scene.selection.length
        start = round(view.frame_at(x) - self.held)
        start = max(0, min(start, self.scene.frames - length))
        return (intents.Select(Span(Frames(start), Frames(start + length))),)

    def release(self, view: View, x: float) -> Intents:
        """Snap both edges."""
        return (intents.SnapEdges(start=True, end=True),)

    def cancel(self) -> Intents:
        """Restore the selection."""
        return (intents.Select(self.scene.selection),)


@dataclass(slots=True)
class Drag:
    """Pans the view (middle button)."""

    last: float

    def move(self, view: View, x: float) -> Intents:
        """Pan by whole pixels."""
        pixels = round(self.last - x)
        self.last -= pixels
        return (intents.Pan(Pixels(pixels)),) if pixels else ()

    def release(self, view: View, x: float) -> Intents:
        """Keep the view."""
        return ()

    def cancel(self) -> Intents:
        """Keep the view: panning changes nothing."""
        return ()


CLOSEST = 16.0
"""Minimum distance in pixels of two fingers; a smaller one would make a pixel a leap."""


@dataclass(frozen=True, slots=True)
class Pinch:
    """Two-finger zoom and pan: the frames under both fingers follow them."""

    view: View
    """View when the second finger was pressed."""
    one: float
    other: float

    def move(self, one: float, other: float) -> Intents:
        """Set the view that shows the held frames under the fingers."""
        factor = _apart(self.one, self.other) / _apart(one, other)
        held = self.view.frame_at((self.one + self.other) / 2)
        spp = self.view.spp * factor
        return (
            intents.SetView(FramePosition(held - (one + other) / 2 * spp), FramesPerPixel(spp)),
        )


def _apart(one: float, other: float) -> float:
    return max(CLOSEST, abs(one - other))
