"""The slice behind focus, sheets and the status bar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Panel(Enum):
    """The part of the screen the keyboard speaks to."""

    WAVEFORM = "waveform"
    SAMPLES = "samples"
    SOURCES = "sources"
    FOLDERS = "folders"
    SEARCH = "search"


class Sheet(Enum):
    """What lies over the window."""

    KEYS = "keys"
    OPTIONS = "options"
    ADD = "add a source"


class Density(Enum):
    """How large rows and targets are."""

    DESKTOP = "desktop"
    TABLET = "tablet"


@dataclass(frozen=True, slots=True)
class Notice:
    """One calm line in the status bar."""

    text: str
    problem: bool = False
    number: int = 0
    """Tells two equal notices apart."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What is open and where the keyboard is."""

    focus: Panel = Panel.SAMPLES
    sheet: Sheet | None = None
    density: Density = Density.DESKTOP
    full: bool = False
    """The window fills the screen."""
    notice: Notice | None = None
    audition: bool = True
    """Moving through the list lets samples sound."""
