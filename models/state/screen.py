"""The slice behind focus, sheets and the status bar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.state.notice import Notice


class Panel(Enum):
    """The part of the screen the keyboard speaks to."""

    WAVEFORM = "waveform"
    SAMPLES = "samples"
    SOURCES = "sources"
    FOLDERS = "folders"
    COLLECTIONS = "collections"
    MEMBERS = "collection"
    """The samples of the chosen collection."""
    SEARCH = "search"


class Sheet(Enum):
    """What lies over the window."""

    KEYS = "keys"
    OPTIONS = "options"
    ADD = "add a source"
    NAME = "name a collection"
    IMPORT = "import"
    EXPORT = "export"
    SOUND = "sound"
    MODELS = "models"
    RENAME = "rename"
    FORGET = "forget for good"


class Density(Enum):
    """How large rows and targets are."""

    AUTO = "auto"
    """As fingers need it once they were used, else as the mouse does."""
    DESKTOP = "desktop"
    TOUCH = "touch"


@dataclass(frozen=True, slots=True)
class Screen:
    """What is open and where the keyboard is."""

    focus: Panel = Panel.SAMPLES
    sheet: Sheet | None = None
    fingers: bool = False
    """The last thing that touched the screen was a finger."""
    full: bool = False
    """The window fills the screen."""
    notice: Notice | None = None
    spectral: bool = False
    """The panel shows pitch over time."""
    read: bool = False
    """`config.toml` was read: what it says holds by now."""
