"""Row with icon, name and count, for sources, folders and collections."""

from __future__ import annotations

from dataclasses import dataclass

from kivy.metrics import dp

from data.icons import ICONS
from models.audio.clock import thousands
from ui.theme import BODY, NUMBER, PALETTE, SMALL_ICON
from ui.widgets.row import NONE, Row
from ui.widgets.sprite import Sprite

INSET = 14
INDENT = 18
"""Indentation in dp per level of the tree."""


@dataclass(frozen=True, slots=True)
class Named:
    """Content of a row."""

    name: str
    count: int | None
    """`None`: no count is shown."""
    icon: str
    """Name of an icon, or one or two letters in its place."""
    depth: int = 0
    chosen: bool = False
    active: bool = False
    dim: bool = False


class NameRow(Row):
    """Draws icon, name and count."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Sprite(self.inside, PALETTE.second)
        self._name = Sprite(self.inside, PALETTE.text)
        self._count = Sprite(self.inside, PALETTE.third)

    def draw(self, named: Named | None, width: float, height: float) -> None:
        """Draw `named`, or nothing."""
        if named is None:
            self.ground(width, height, there=False)
            for sprite in (self._icon, self._name, self._count):
                sprite.hide()
            return
        stripe = PALETTE.accent if named.chosen else NONE
        self.ground(
            width,
            height,
            tint=PALETTE.raised if named.chosen else None,
            outlined=named.chosen and named.active,
            stripe=stripe,
            lined=False,
        )
        left = dp(INSET + INDENT * named.depth)
        dim = PALETTE.third if named.dim else PALETTE.second
        if named.icon in ICONS:
            self._icon.write(ICONS[named.icon], SMALL_ICON, dim, left, dp(20), height)
        elif named.icon:
            number = PALETTE.accent if named.chosen else dim
            self._icon.write(named.icon, NUMBER, number, left, dp(20), height)
        else:
            self._icon.hide()
        count = "" if named.count is None else thousands(named.count)
        shade = PALETTE.third if named.dim else PALETTE.text
        room = width - left - dp(26 + INSET + 8) - dp(8) * len(count)
        self._name.write(named.name, BODY, shade, left + dp(26), room, height)
        self._count.write_to(count, NUMBER, PALETTE.third, width - dp(INSET), height)
