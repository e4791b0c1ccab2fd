"""Which panels are shown in a window of some width, and how wide and high they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.state.window_layout import Dock, WindowLayout

SIDES = (Dock.SOURCES, Dock.COLLECTIONS)
"""The panels beside the list; the left one is shown first where room is short."""
ROOM = {Dock.SOURCES: 400.0, Dock.COLLECTIONS: 640.0}
"""Width in dp that the list keeps where a panel is shown unasked."""
LEAST = 160.0
"""Least width in dp of a panel beside the list."""
TIGHT = 160.0
"""Width in dp that the list keeps where a panel is asked for."""
LIST = 150.0
"""Least height in dp of the list."""
WAVE = 190.0
"""Least height in dp of the waveform panel."""


@dataclass(frozen=True, slots=True)
class Docks:
    """The panels that are shown."""

    shown: frozenset[Dock] = frozenset(Dock)
    roomy: frozenset[Dock] = frozenset(Dock)
    """Panels for which there is room, whether they are hidden or not."""


def docks(
    layout: WindowLayout,
    width: float,
    edge: float,
    usual: dict[Dock, float],
    asked: Iterable[Dock] = (),
) -> Docks:
    """Return which panels are shown.

    Args:
        layout: What the user chose.
        width: Of the window, in dp.
        edge: Width in dp of the strip that stays of a hidden panel.
        usual: Default widths in dp of the panels beside the list.
        asked: Panels that are needed now, the most needed first: shown even in a narrow window,
            as far as the list keeps `TIGHT`.
    """
    asked = tuple(asked)
    lengths = {dock: panel_width(layout, dock, width, usual[dock]) for dock in SIDES}

    def left(shown: set[Dock]) -> float:
        return width - sum(lengths[dock] if dock in shown else edge for dock in SIDES)

    shown: set[Dock] = set()
    for dock in asked:
        if dock in SIDES and (not shown or left({*shown, dock}) >= TIGHT):
            shown.add(dock)
    roomy: set[Dock] = {Dock.WAVEFORM}
    fitting: set[Dock] = set()
    for dock in SIDES:
        if not layout.strip and left({*fitting, dock}) >= ROOM[dock]:
            roomy.add(dock)
            if dock not in layout.hidden:
                fitting.add(dock)
    for dock in SIDES:
        if dock in fitting and left({*shown, dock}) >= ROOM[dock]:
            shown.add(dock)
    if Dock.WAVEFORM not in layout.hidden or Dock.WAVEFORM in asked:
        shown.add(Dock.WAVEFORM)
    return Docks(frozenset(shown), frozenset(roomy))


def panel_width(layout: WindowLayout, dock: Dock, width: float, usual: float) -> float:
    """Return the width in dp of a panel beside the list: as chosen, within the window."""
    chosen = layout.sources_width if dock is Dock.SOURCES else layout.collections_width
    most = max(LEAST, min(width * 0.6, width - TIGHT))
    return min(max(LEAST, usual if chosen is None else float(chosen)), most)


def waveform_height(layout: WindowLayout, height: float, least: float = LIST) -> float:
    """Return the height in dp of the waveform panel.

    Args:
        layout: What the user chose.
        height: Of waveform and list together, in dp.
        least: Height in dp in which rows of the list are seen.
    """
    most = max(WAVE, height - max(LIST, least))
    if layout.waveform_height is not None:
        return min(max(WAVE, float(layout.waveform_height)), most)
    if layout.strip:
        return min(230.0, most)
    return min(max(260.0, min(height * 0.44, 460.0)), max(WAVE, height - max(200.0, least)))
