"""Slice of focus, sheets and the status bar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.state.notice import Notice
from models.state.window_layout import Dock

KEPT_NOTICES = 100


class Panel(Enum):
    """Panel that can have the keyboard focus."""

    WAVEFORM = "waveform"
    SAMPLES = "samples"
    SOURCES = "sources"
    FOLDERS = "folders"
    COLLECTIONS = "collections"
    MEMBERS = "collection"
    """Samples of the open collection."""
    SEARCH = "search"
    SLICES = "slices"
    """The waveform in slice mode: never the focus, but its keys precede those of the waveform."""


class Sheet(Enum):
    """A sheet over the window."""

    KEYS = "keys"
    OPTIONS = "options"
    ADD = "add a source"
    NAME = "name a collection"
    IMPORT = "import"
    EXPORT = "export"
    SEND = "send"
    SOUND = "sound"
    MODELS = "models"
    RENAME = "rename"
    FORGET = "forget for good"
    SAVE = "save spans"
    RENAME_MANY = "rename by a pattern"
    EDIT = "parameters of an edit"
    HINDERED = "what hindered an edit"
    HISTORY = "history"
    BACKUPS = "backups"
    NOTICES = "notices"
    SEARCHES = "saved searches"
    RECORDING = "record a question"


class Density(Enum):
    """Size of rows and targets."""

    AUTO = "auto"
    """For touch after the last input was touch, else for the mouse."""
    COMPACT = "compact"
    DESKTOP = "desktop"
    TOUCH = "touch"


@dataclass(frozen=True, slots=True)
class Screen:
    """Open sheets, and the keyboard focus."""

    focus: Panel = Panel.SAMPLES
    sheet: Sheet | None = None
    beneath: Sheet | None = None
    """The sheet that the open one was opened from, and that closing it returns to."""
    fingers: bool = False
    """Whether the last input was touch."""
    full: bool = False
    """Full screen."""
    closing: bool = False
    """Whether the window is to be closed."""
    notice: Notice | None = None
    notices: tuple[Notice, ...] = ()
    """The last `KEPT_NOTICES`, oldest first."""
    read: bool = False
    """Whether `config.toml` was read."""
    opened: frozenset[Dock] = frozenset()
    """Panels that are shown although the window has no room for them."""
