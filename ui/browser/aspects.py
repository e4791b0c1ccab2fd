"""Below the list while something is looked for: how much each aspect counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain

from kivy.metrics import dp

from actors.messages import intents
from models.audio.units import SampleId
from models.embedding.aspect import WEIGHTS, Aspect
from models.state.similarity import Similarity
from ui.text import sample_list
from ui.text import similarity as words
from ui.text.quantity import percent
from ui.theme import PALETTE, SMALL, Sizes
from ui.widgets.bar import Bar
from ui.widgets.button import BARE, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.slider import ValueSlider

USUAL = 0.5
"""Where the knob stands for the usual weight."""
BEND = 3
"""Power of the knob: at its end an aspect counts `2**BEND` times as much as usual."""
WORDS = 18
"""dp of a label."""


def weight(aspect: Aspect, knob: float) -> float:
    """Return the weight for a knob at 0 to 1; 0 is nothing, `USUAL` the usual."""
    return WEIGHTS[aspect] * (knob / USUAL) ** BEND


def knob(aspect: Aspect, weighing: float) -> float:
    """Return where the knob stands for a weight, 0 to 1."""
    return min(1.0, USUAL * (weighing / WEIGHTS[aspect]) ** (1 / BEND))


@dataclass(frozen=True, slots=True)
class _Slider:
    label: TextLabel
    slider: ValueSlider


class Aspects(Bar):
    """A slider for each aspect, and the way through the searches."""

    def __init__(self, say: Callable[[intents.Intent], None], sizes: Sizes) -> None:
        super().__init__("top", PALETTE.ground)
        self._say, self._sizes = say, sizes
        self._there = False
        back, forward = intents.StepSimilar(back=True), intents.StepSimilar(back=False)
        self._back = PushButton(
            partial(say, back), icon="chevron_left", look=BARE, hint=words.PREVIOUS
        )
        self._forward = PushButton(
            partial(say, forward), icon="chevron_right", look=BARE, hint=words.NEXT
        )
        self._usual = PushButton(partial(say, intents.SetAspectWeight()), words.RESET, look=BARE)
        self._sliders = {
            aspect: _Slider(
                TextLabel(words.ASPECTS[aspect], SMALL, PALETTE.second),
                ValueSlider(partial(self._weigh, aspect), resting=USUAL),
            )
            for aspect in Aspect
        }
        sliders = [(slider.label, slider.slider) for slider in self._sliders.values()]
        self._pieces = (self._back, self._forward, self._usual, *chain(*sliders))
        self.bind(pos=self._place, size=self._place)

    def natural_height(self) -> float:
        """Return the pixels it takes; none while nothing is looked for."""
        return float(dp(max(28, self._sizes.target) + WORDS)) if self._there else 0.0

    def change_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of another density."""
        self._sizes = sizes
        self._place()

    def show(self, similarity: Similarity, focus: SampleId | None) -> None:
        """Show the weights, and how well the focused sample answers in each aspect."""
        if self._there is (similarity.search is None):
            self._there = not self._there
            for piece in self._pieces:
                (self.add_widget if self._there else self.remove_widget)(piece)
        self.opacity = 1 if self._there else 0
        if similarity.search is None:
            return
        parts = _parts(similarity, focus)
        told = _told(similarity)
        for aspect, slider in self._sliders.items():
            # What the chosen model does not tell has no slider that does nothing.
            there = told is None or aspect in told
            slider.label.opacity = slider.slider.opacity = 1 if there else 0
            slider.slider.disabled = not there
            slider.slider.show(knob(aspect, similarity.search.asked.weights.get(aspect, 0.0)))
            called = words.ASPECTS[aspect]
            if aspect in parts:
                called = sample_list.aspect_match(called, percent(parts[aspect]))
            slider.label.show(called, PALETTE.second)
        self._back.opacity = 1 if similarity.back else 0.3
        self._forward.opacity = 1 if similarity.forward else 0.3

    def _weigh(self, aspect: Aspect, value: float) -> None:
        self._say(intents.SetAspectWeight(aspect, weight(aspect, value)))

    def _place(self, *_: object) -> None:
        inset, gap = dp(self._sizes.inset), dp(10)
        tall = max(0.0, self.height - dp(WORDS))
        x = self.x + inset
        for button in (self._back, self._forward):
            button.size, button.pos = (dp(max(34, self._sizes.target)), self.height), (x, self.y)
            x += button.width
        usual = self._usual.natural_width()
        self._usual.size = (usual, self.height)
        self._usual.pos = (round(self.right - inset - usual), self.y)
        wide = (self._usual.x - x - gap) / len(self._sliders)
        for slider in self._sliders.values():
            x += gap
            room = max(0.0, wide - gap)
            slider.label.pos = (round(x), self.y + tall - dp(4))
            slider.label.size = (room, dp(WORDS))
            slider.slider.pos, slider.slider.size = (round(x - dp(8)), self.y), (room + dp(8), tall)
            x += room


def _told(similarity: Similarity) -> frozenset[Aspect] | None:
    """Return the aspects that answers tell; `None`: it is not known yet."""
    if similarity.search is not None and similarity.search.asked.words:
        return frozenset()  # words describe a sound as a whole
    if similarity.answer is None or not len(similarity.answer.ids):
        return None
    return frozenset(similarity.answer.parts)


def _parts(similarity: Similarity, focus: SampleId | None) -> dict[Aspect, float]:
    return (
        {} if similarity.answer is None or focus is None else similarity.answer.aspect_scores(focus)
    )
