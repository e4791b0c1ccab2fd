"""Bar listing the actors that do not work, for as long as that lasts."""

from __future__ import annotations

from kivy.metrics import dp

from models.layout.tree import Leaf, Margin, Row
from models.state.parts import Parts
from ui.text.parts import parts_words
from ui.theme import BODY, PALETTE
from ui.widgets.bar import Bar
from ui.widgets.label import TextLabel
from ui.widgets.placing import box_of, pixels, place

TALL = 28


class FaultBar(Bar):
    """A line above the status bar; has no height while all actors work."""

    def __init__(self) -> None:
        super().__init__("top", PALETTE.raised)
        self._words = TextLabel(face=BODY, shade=PALETTE.trash)
        self.add_widget(self._words)
        self.bind(pos=self._place, size=self._place)

    @property
    def words(self) -> str:
        """The text shown."""
        return self._words.text

    @property
    def wanted_height(self) -> int:
        """Height in pixels."""
        return round(dp(TALL)) if self.words else 0

    def show(self, parts: Parts) -> bool:
        """Show which actors do not work; return whether that changed."""
        words = parts_words(parts)
        changed = words != self.words
        self._words.show(words)
        self.opacity = 1 if self.words else 0
        return changed

    def _place(self, *_: object) -> None:
        inset = pixels(14)
        margin = Margin(left=inset, right=inset)
        place(Row((Leaf(self._words),), margin=margin), box_of(self))
