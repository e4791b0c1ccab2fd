"""Similarity weights below the list: one slider per aspect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain

from kivy.uix.widget import Widget

from actors.messages import intents
from models.audio.units import SampleId
from models.embedding.aspect import WEIGHTS, Aspect
from models.layout.part import Part
from models.layout.tree import FILL, Column, Leaf, Margin, Node, Row
from models.state.similarity import Similarity
from ui.text import sample_list
from ui.text import similarity as words
from ui.text.quantity import percent
from ui.theme import PALETTE, SMALL, Sizes
from ui.widgets.bar import Bar
from ui.widgets.button import BARE, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.placing import box_of, filling, has_room, pixels, place
from ui.widgets.slider import ValueSlider

DEFAULT = 0.5
"""Slider position of the default weight."""
BEND = 3
"""Exponent of the slider: at its end an aspect has `2**BEND` times its default weight."""
WORDS = 18
"""Height of a label in dp."""
NARROWEST = 72
"""Minimum width of a slider in dp."""


def weight(aspect: Aspect, knob: float) -> float:
    """Return the weight for a slider position in [0, 1]; `DEFAULT` gives the default weight."""
    return WEIGHTS[aspect] * (knob / DEFAULT) ** BEND


def knob(aspect: Aspect, weighing: float) -> float:
    """Return the slider position in [0, 1] for a weight."""
    return min(1.0, DEFAULT * (weighing / WEIGHTS[aspect]) ** (1 / BEND))


@dataclass(frozen=True, slots=True)
class _Slider:
    label: TextLabel
    slider: ValueSlider


class Aspects(Bar):
    """Weight sliders per aspect, buttons for previous and next search, and reset."""

    def __init__(self, post: Callable[[intents.Intent], None], sizes: Sizes) -> None:
        super().__init__("top", PALETTE.ground)
        self._post, self._sizes = post, sizes
        self._weighable = True
        """Whether sliders are shown; else, if anything, the buttons that step through searches."""
        self._folded = False
        """Whether the rows need the room of the sliders."""
        self._known = Similarity()
        self._shown: tuple[Widget, ...] = ()
        back, forward = intents.StepSimilar(back=True), intents.StepSimilar(back=False)
        self._back = PushButton(
            partial(post, back), icon="chevron_left", style=BARE, command="previous-search"
        )
        self._forward = PushButton(
            partial(post, forward), icon="chevron_right", style=BARE, command="next-search"
        )
        self._reset = PushButton(
            partial(post, intents.SetAspectWeight()),
            words.RESET,
            style=BARE,
            hint=words.RESET_WEIGHTS,
        )
        self._sliders = {
            aspect: _Slider(
                TextLabel(words.ASPECTS[aspect], SMALL, PALETTE.second),
                ValueSlider(partial(self._weigh, aspect), resting=DEFAULT),
            )
            for aspect in Aspect
        }
        sliders = [(slider.label, slider.slider) for slider in self._sliders.values()]
        self._steps = (self._back, self._forward)
        self._weighing = (self._reset, *chain(*sliders))
        self.bind(pos=self._place, size=self._place)

    def natural_height(self) -> float:
        """Return the height in pixels with its sliders; 0 without a similarity search."""
        if self._known.search is None or not self._weighable:
            return self.folded_height()
        return float(self._line * self._lines)

    def folded_height(self) -> float:
        """Return the height in pixels without sliders; 0 if there is no search to step to."""
        known = self._known
        steps = known.search is not None and (known.back or known.forward)
        return float(self._button) if steps else 0.0

    def fold(self, folded: bool) -> None:  # noqa: FBT001 - as `placing.place` calls it
        """Show the sliders, or leave them out where rows need their room."""
        self._folded = folded
        self._show_widgets()

    def change_sizes(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self._place()

    def show(self, similarity: Similarity, focus: SampleId | None) -> None:
        """Show the weights and the focused sample's score in each aspect."""
        scores = _aspect_scores(similarity, focus)
        scored = _scored_aspects(similarity)
        self._known, self._weighable = similarity, scored is None or bool(scored)
        self._show_widgets()
        if similarity.search is None:
            return
        for aspect, slider in self._sliders.items():
            # Hide sliders of aspects that the active model does not score.
            there = scored is None or aspect in scored
            slider.label.opacity = slider.slider.opacity = 1 if there else 0
            slider.slider.disabled = not there
            slider.slider.show(knob(aspect, similarity.search.asked.weights.get(aspect, 0.0)))
            called = words.ASPECTS[aspect]
            if aspect in scores:
                called = sample_list.aspect_match(called, percent(scores[aspect]))
            slider.label.show(called, PALETTE.second)
        self._back.opacity = 1 if similarity.back else 0.3
        self._forward.opacity = 1 if similarity.forward else 0.3

    def _show_widgets(self) -> None:
        """Show sliders if there is something to weigh, and buttons if there is somewhere to go."""
        shown: tuple[Widget, ...] = ()
        if not has_room(self):
            shown = ()
        elif self._known.search is not None and self._sliding:
            shown = (*self._steps, *self._weighing)
        elif self.folded_height():
            shown = self._steps
        if shown != self._shown:
            self._shown = shown
            self.clear_widgets()
            for widget in shown:
                self.add_widget(widget)
            self._place()
        self.opacity = 1 if shown else 0

    @property
    def _sliding(self) -> bool:
        return self._weighable and not self._folded

    def _weigh(self, aspect: Aspect, value: float) -> None:
        self._post(intents.SetAspectWeight(aspect, weight(aspect, value)))

    def _place(self, *_: object) -> None:
        sizes = self._sizes
        inset, line = pixels(sizes.inset), self._line if self._sliding else self._button
        step = Part(pixels(max(34, sizes.target)))
        ends = (
            *(Leaf(one, step, Part(line)) for one in (self._back, self._forward)),
            Leaf(self._reset, Part(self._reset.natural_width()), Part(line)),
        )
        each = Part(pixels(NARROWEST), grow=1)
        words, knob = Part(pixels(WORDS)), Part(line - pixels(WORDS))
        sliders = tuple(
            Column(
                (Leaf(one.slider, FILL, knob), Leaf(one.label, FILL, words)),
                across=each,
            )
            for one in self._sliders.values()
        )
        tree: Node = Row((*ends[:2], *sliders, ends[2]), pixels(10), across=FILL)
        if not self._sliding:
            tree = Row((*ends[:2], filling(None)), across=FILL)
        elif self._lines > 1:
            per = -(-len(sliders) // (self._lines - 1))
            rows = [sliders[at : at + per] for at in range(0, len(sliders), per)]
            first = Row((*ends[:2], filling(None), ends[2]), across=FILL)
            lines = (Row(row, pixels(10), across=FILL) for row in rows)
            tree = Column((first, *lines), across=FILL)
        place(Column((tree,), margin=Margin(left=inset, right=inset)), box_of(self))

    @property
    def _button(self) -> int:
        """Height of a line of buttons in pixels."""
        return pixels(max(28, self._sizes.target))

    @property
    def _line(self) -> int:
        """Height of a line in pixels."""
        return pixels(max(28, self._sizes.target) + WORDS)

    @property
    def _lines(self) -> int:
        """Number of lines: one, or one of buttons and some of sliders in a narrow list."""
        room = round(self.width) - 2 * pixels(self._sizes.inset)
        each = pixels(NARROWEST + 10)
        buttons = round(self._reset.natural_width()) + 2 * pixels(max(34, self._sizes.target) + 10)
        if len(self._sliders) * each + buttons <= room:
            return 1
        return 1 + -(-len(self._sliders) // max(1, room // each))


def _scored_aspects(similarity: Similarity) -> frozenset[Aspect] | None:
    """Return the aspects that results are scored in; `None` while that is unknown."""
    if similarity.search is not None and not similarity.search.asked.wanted:
        return frozenset()  # text queries match a sound as a whole
    if similarity.answer is None or not len(similarity.answer.ids) or similarity.answer.hits:
        return None
    return frozenset(similarity.answer.parts)


def _aspect_scores(similarity: Similarity, focus: SampleId | None) -> dict[Aspect, float]:
    return (
        {} if similarity.answer is None or focus is None else similarity.answer.aspect_scores(focus)
    )
