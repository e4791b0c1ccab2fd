"""Size and place of the window and of its panels, as remembered over a restart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Dock(Enum):
    """A panel that can be hidden; a strip stays in its place."""

    SOURCES = "sources"
    """The left panel: sources, folders and types."""
    WAVEFORM = "waveform"
    COLLECTIONS = "collections"
    """The right panel: collections and the open one."""


@dataclass(frozen=True, slots=True)
class WindowLayout:
    """Lengths of panels in dp (density-independent pixels); `None`: the default.

    Those of the window are in pixels divided by the scale of the desktop: they stay when the
    setting `scale` is changed.
    """

    width: int | None = None
    height: int | None = None
    left: int | None = None
    """From the left of the screen, in pixels; `None`: the window manager decides."""
    top: int | None = None
    """From the top of the screen, in pixels."""
    strip: bool = False
    """Whether the window is narrow and stays above others, beside another program."""
    strip_width: int | None = None
    strip_height: int | None = None
    strip_left: int | None = None
    strip_top: int | None = None
    hidden: frozenset[Dock] = frozenset()
    """Panels that the user hid."""
    sources_width: int | None = None
    """Of the left panel."""
    collections_width: int | None = None
    """Of the right panel."""
    waveform_height: int | None = None
    sources_height: int | None = None
    """Of the list of sources, above the folders."""
    collections_height: int | None = None
    """Of the list of collections, above the open one."""
