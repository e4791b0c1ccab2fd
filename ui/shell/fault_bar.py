"""Bar listing the actors that do not work, and a cluster that does not answer, while that lasts."""

from __future__ import annotations

from collections.abc import Callable

from kivy.metrics import dp

from models.layout.part import Part
from models.layout.tree import Leaf, Margin, Row
from models.state.cluster import ClusterState
from models.state.parts import Parts
from ui.text import cluster as text
from ui.text.parts import parts_words
from ui.theme import BODY, PALETTE, SMALL
from ui.widgets.bar import Bar
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel
from ui.widgets.placing import box_of, pixels, place

TALL = 28


class FaultBar(Bar):
    """A line above the status bar; has no height while all actors work."""

    def __init__(self, compute_here: Callable[[], None]) -> None:
        """Create it; `compute_here` lets the work of the cluster be done on this computer."""
        super().__init__("top", PALETTE.raised)
        self._words = TextLabel(face=BODY, shade=PALETTE.trash)
        self._here = PushButton(compute_here, text.HERE, face=SMALL)
        self._here.opacity = 0
        for widget in (self._words, self._here):
            self.add_widget(widget)
        self.bind(pos=self._place, size=self._place)

    @property
    def words(self) -> str:
        """The text shown."""
        return self._words.text

    @property
    def wanted_height(self) -> int:
        """Height in pixels."""
        return round(dp(TALL)) if self.words else 0

    def show(self, parts: Parts, cluster: ClusterState, address: str) -> bool:
        """Show what does not work; return whether that changed.

        Args:
            parts: The actors.
            cluster: The cluster.
            address: Of its scheduler.
        """
        words = parts_words(parts)
        waits = bool(not words and address and cluster.unreached)
        if waits:
            words = text.unreached(address, cluster.unreached)
        changed = words != self.words
        self._words.show(words)
        self._here.opacity, self._here.disabled = (1, False) if waits else (0, True)
        self.opacity = 1 if self.words else 0
        return changed

    def _place(self, *_: object) -> None:
        inset = pixels(14)
        margin = Margin(left=inset, right=inset, bottom=pixels(2), top=pixels(2))
        wide = self._here.natural_width() if self._here.opacity else 0
        self._here.reach = pixels(TALL)
        leaves = (Leaf(self._words), Leaf(self._here, Part(wide)))
        place(Row(leaves, pixels(8), margin=margin), box_of(self))
