"""Map panel: the map, colour selection, lasso button, and a message while there is no map."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from kivy.uix.widget import Widget

from actors.messages import intents
from models.layout.part import Part
from models.layout.tree import FILL, Column, Flow, Leaf, Margin
from ui.map.view import Carry, MapView
from ui.slices import MapSlices
from ui.text import sound_map
from ui.text.notices import capitalised
from ui.theme import BODY, PALETTE, SMALL, Sizes
from ui.widgets.button import BARE, CHIP, ON, PLAIN, PushButton
from ui.widgets.label import TextLabel
from ui.widgets.menu import Choice, Menu, grouped
from ui.widgets.placing import box_of, pixels, place


def empty_text(state: MapSlices) -> str:
    """Return why there is no map; empty if there is one."""
    known = state.map
    if known.chart is not None and len(known.chart.ids):
        return ""
    if known.waiting:
        return sound_map.BUILDING
    if state.similarity.embedding is not None:
        return sound_map.ANALYSING
    return capitalised(known.reason) or sound_map.NOT_ANALYSED


class MapPart(Widget):
    """The map and its controls, shown in place of the list."""

    def __init__(
        self, post: Callable[[intents.Intent], None], sizes: Sizes, carry: Carry | None = None
    ) -> None:
        super().__init__()
        self._sizes, self._post = sizes, post
        self.view = MapView(post, sizes, carry)
        self._colours = [
            (
                PushButton(
                    partial(post, intents.ColourMap(by)),
                    words,
                    style=BARE,
                    hint=sound_map.COLOUR_HINT,
                ),
                by,
            )
            for words, by in sound_map.COLOURINGS
        ]
        self._lasso = PushButton(
            self._toggle_lasso, sound_map.LASSO, style=PLAIN, hint=sound_map.LASSO_HINT
        )
        self._fit = PushButton(self.view.fit, icon="zoom_fit", style=PLAIN, hint=sound_map.FIT_HINT)
        self.view.empty_menu = self._open_menu
        self._colour_by = TextLabel(sound_map.COLOUR_BY, SMALL, PALETTE.second)
        self._empty = TextLabel(face=BODY, shade=PALETTE.second, align="center")
        self.add_widget(self.view)
        for widget in (*(button for button, _ in self._colours), self._lasso, self._fit):
            self.add_widget(widget)
        for widget in (self._colour_by, self._empty):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    def change_sizes(self, sizes: Sizes) -> None:
        """Apply the sizes of another density."""
        self._sizes = sizes
        self.view.change_sizes(sizes)
        self._place()

    def show(self, state: MapSlices) -> None:
        """Show the map and the active colouring."""
        self.view.show(state)
        for button, by in self._colours:
            button.show(button.text, style=CHIP if state.map.colouring is by else BARE)
        self._empty.show(empty_text(state))

    def _toggle_lasso(self) -> None:
        self.view.lasso = not self.view.lasso
        self._lasso.show(sound_map.LASSO, style=ON if self.view.lasso else PLAIN)

    def _place(self, *_: object) -> None:
        """Lay out the controls, and below them the map: they cover no point."""
        self._empty.pos, self._empty.size = self.pos, self.size
        tall = pixels(max(26, self._sizes.target))
        buttons = (*(button for button, _ in self._colours), None, self._lasso, self._fit)
        leaves = tuple(Leaf(one, Part(self._wide(one, tall)), Part(tall)) for one in buttons)
        words = Leaf(self._colour_by, Part(math.ceil(self._colour_by.natural_width())), Part(tall))
        flow = Flow((words, *leaves), pixels(4), pixels(4))
        inset, gap = pixels(self._sizes.inset), pixels(4)
        controls = Column((flow,), margin=Margin(inset, gap, inset, gap), across=FILL)
        place(Column((controls, Leaf(self.view, FILL, FILL))), box_of(self))

    def _wide(self, one: PushButton | None, tall: int) -> float:
        if one is None:
            return pixels(8)
        return float(max(pixels(32), tall) if one is self._fit else max(one.natural_width(), tall))

    def _open_menu(self, at: tuple[float, float]) -> None:
        """Open the menu of the map where there is no point."""

        def choice(words: str, intent: intents.Intent, command: str = "") -> Choice:
            return Choice(words, partial(self._post, intent), command)

        lasso = sound_map.LASSO_OFF if self.view.lasso else sound_map.LASSO
        choices = grouped(
            (
                Choice(sound_map.FIT, self.view.fit),
                Choice(lasso, self._toggle_lasso),
                choice(sound_map.SELECT_ALL, intents.SelectAllRows(), "select-rows"),
            ),
            (
                choice(sound_map.colour_by(words), intents.ColourMap(by))
                for words, by in sound_map.COLOURINGS
            ),
            (choice(sound_map.SHOW_LIST, intents.ShowMap(on=False), "map"),),
        )
        Menu.open(at, self._sizes, choices)
