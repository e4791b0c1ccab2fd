"""The names of groups over their points, as far as they fit beside each other."""

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
"""dp: height of a name, room beside its letters, and between it and the points."""
VEIL = 0.78
"""Opacity of what lies between a name and points behind it."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a name is written, in pixels."""

    left: float
    bottom: float
    wide: float
    tall: float

    def meets(self, other: Box) -> bool:
        """Tell whether two names would lie on each other."""
        return (
            abs(self.left - other.left + (self.wide - other.wide) / 2)
            < (self.wide + other.wide) / 2
            and abs(self.bottom - other.bottom) < (self.tall + other.tall) / 2
        )


def arranged(
    labels: Sequence[Label], widths: Sequence[float], ground: Viewport, tall: float, apart: float
) -> Iterator[tuple[Label, Box]]:
    """Yield names with their boxes: above the group, else below it, else in its middle.

    Large groups choose first. What finds no room is left out; from closer it has some.

    Args:
        labels: Of the groups.
        widths: Pixels of each name.
        ground: What is looked at.
        tall: Pixels of a name.
        apart: Pixels between a name and its group.
    """
    taken: list[Box] = []
    for label, wide in sorted(zip(labels, widths, strict=True), key=lambda one: -one[0].count):
        top, bottom = ground.pixel(label.top), ground.pixel(label.bottom)
        middle = ground.pixel(label.place)
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
    """Draws them."""

    def __init__(self, canvas: Canvas) -> None:
        """Add to `canvas`, above what is there."""
        self._group = InstructionGroup()
        canvas.add(self._group)

    def look(self, labels: Sequence[Label], ground: Viewport, radius: float) -> None:
        """Write the names of groups.

        Args:
            labels: Of the groups.
            ground: What is looked at.
            radius: Pixels of a point.
        """
        self._group.clear()
        widths = [measure(label.words, STRONG) + 2 * dp(PAD) for label in labels]
        for label, box in arranged(labels, widths, ground, dp(TALL), radius + dp(APART)):
            self._group.add(Color(rgba=faded(PALETTE.ground, VEIL)))
            self._group.add(
                RoundedRectangle(
                    pos=(box.left, box.bottom), size=(box.wide, box.tall), radius=[dp(6)]
                )
            )
            name = Sprite(self._group, label.shade)
            height = 2 * box.bottom + box.tall
            name.write(label.words, STRONG, label.shade, box.left + dp(PAD), box.wide, height)
