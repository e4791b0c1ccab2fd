"""Volume slider and its figure."""

from __future__ import annotations

from collections.abc import Callable

from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.clock import level_words
from models.audio.units import Decibels
from models.layout.part import Part
from models.layout.tree import Leaf, Row
from models.state.transport import LOUDEST, QUIETEST
from ui.theme import NUMBER, PALETTE
from ui.widgets.label import TextLabel
from ui.widgets.placing import box_of, pixels, place
from ui.widgets.slider import ValueSlider

CURVE = 2.0
"""Exponent of the slider position against the level in dB: finer steps near 0 dB."""


def knob(volume: Decibels) -> float:
    """Return the slider position in [0, 1] for a volume in dB."""
    part = (volume - QUIETEST) / (LOUDEST - QUIETEST)
    return float(max(0.0, min(1.0, part)) ** CURVE)


def volume_at(place: float) -> Decibels:
    """Return the volume in dB, in steps of 0.5 dB, for a slider position in [0, 1]."""
    part = max(0.0, min(1.0, place)) ** (1 / CURVE)
    level = QUIETEST + part * (LOUDEST - QUIETEST)
    return Decibels(round(level * 2) / 2)


class Volume(Widget):
    """Slider for the volume; double click for 0 dB."""

    def __init__(self, post: Callable[[intents.Intent], None], **options: object) -> None:
        super().__init__(**options)
        self._post = post
        self._slider = ValueSlider(self._moved, resting=knob(Decibels(0.0)))
        self._figure = TextLabel("", NUMBER, PALETTE.second, align="right")
        self.add_widget(self._slider)
        self.add_widget(self._figure)
        self.bind(pos=self._place, size=self._place)

    def show(self, volume: Decibels) -> None:
        """Show the volume."""
        self._slider.show(knob(volume))
        self._figure.show(level_words(volume, QUIETEST))

    def _moved(self, place: float) -> None:
        self._post(intents.ChangeSetting("volume", volume_at(place)))

    def _place(self, *_: object) -> None:
        figure = Leaf(self._figure, Part(pixels(62), drop=1))
        slider = Leaf(self._slider, Part(pixels(60), pixels(40), grow=1))
        place(Row((slider, figure)), box_of(self))
