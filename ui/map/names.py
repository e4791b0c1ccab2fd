"""Labels of groups above their points, without overlaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kivy.graphics import Canvas, Color, InstructionGroup, RoundedRectangle
from kivy.metrics import dp

from ui.map.colours import Label
from ui.map.viewport import Point, Viewport
from ui.theme import PALETTE, STRONG, faded
from ui.widgets.sprite import Sprite
from ui.widgets.text_texture import measure

TALL, PAD, APART = 20, 6, 4
"""In dp: height of a label, padding of its text, and distance from the points."""
VEIL = 0.78
"""Opacity of the background of a label."""


@dataclass(frozen=True, slots=True)
class Box:
    """Rectangle of a label, in pixels."""

    left: float
    bottom: float
    wide: float
    tall: float

    def meets(self, other: Box) -> bool:
        """Tell whether two labels overlap."""
        return (
            abs(self.left - other.left + (self.wide - other.wide) / 2)
            < (self.wide + other.wide) / 2
            and abs(self.bottom - other.bottom) < (self.tall + other.tall) / 2
        )


def arrange_labels(
    labels: Sequence[Label], widths: Sequence[float], viewport: Viewport, tall: float, apart: float
) -> Iterator[tuple[Label, Box]]:
    """Yield labels with their boxes: above the group, else below it, else in its centre.

    Large groups are placed first. Labels without room are left out until zoomed in.

    Args:
        labels: Labels of the groups.
        widths: Width of each label in pixels.
        viewport: Visible part of the map.
        tall: Height of a label in pixels.
        apart: Pixels between a label and its group.
    """
    taken: list[Box] = []
    for label, wide in sorted(zip(labels, widths, strict=True), key=lambda one: -one[0].count):
        top, bottom = viewport.pixel(label.top), viewport.pixel(label.bottom)
        middle = viewport.pixel(label.place)
        spots: tuple[Point, ...] = (
            (top[0], top[1] + apart),
            (bottom[0], bottom[1] - apart - tall),
            (middle[0], middle[1] - tall / 2),
        )
        for x, y in spots:
            box = Box(round(x - wide / 2), round(y), wide, tall)
            if not any(box.meets(other) for other in taken):
                taken.append(box)
                yield label, box
                break


class Names:
    """Draws the labels."""

    def __init__(self, canvas: Canvas) -> None:
        """Append to `canvas`, above its content."""
        self._group = InstructionGroup()
        canvas.add(self._group)

    def draw(self, labels: Sequence[Label], viewport: Viewport, radius: float) -> None:
        """Draw the labels of groups.

        Args:
            labels: Labels of the groups.
            viewport: Visible part of the map.
            radius: Radius of a point in pixels.
        """
        self._group.clear()
        widths = [measure(label.words, STRONG) + 2 * dp(PAD) for label in labels]
        for label, box in arrange_labels(labels, widths, viewport, dp(TALL), radius + dp(APART)):
            self._group.add(Color(rgba=faded(PALETTE.ground, VEIL)))
            self._group.add(
                RoundedRectangle(
                    pos=(box.left, box.bottom), size=(box.wide, box.tall), radius=[dp(6)]
                )
            )
            name = Sprite(self._group, label.shade)
            height = 2 * box.bottom + box.tall
            name.write(label.words, STRONG, label.shade, box.left + dp(PAD), box.wide, height)
