"""The slice behind focus, sheets and the status bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from models.state.log import LogLevel
from models.state.notice import Notice
from models.waveform.snap import Snap


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
    TABLET = "tablet"


def _no_colours() -> Mapping[str, str]:
    return MappingProxyType({})


def _no_keys() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Screen:
    """What is open and where the keyboard is."""

    focus: Panel = Panel.SAMPLES
    sheet: Sheet | None = None
    density: Density = Density.AUTO
    fingers: bool = False
    """The last thing that touched the screen was a finger."""
    full: bool = False
    """The window fills the screen."""
    notice: Notice | None = None
    audition: bool = True
    """Moving through the list lets samples sound."""
    snap: Snap = Snap.OFF
    """Where edges of the selection come to rest."""
    tempo: float = 120.0
    """Beats per minute where the name of a sample says nothing else."""
    beats: bool = False
    """The ruler counts beats, not seconds."""
    follow: bool = True
    """The view follows the sound."""
    spectral: bool = False
    """The panel shows pitch over time."""
    trash: str = ""
    """The folder that takes what is thrown away; empty: the trash of the system."""
    clips: str = ""
    """The folder that clips are saved in; empty: the clips folder of the library."""
    read: bool = False
    """`config.toml` was read: what it says holds by now."""
    log: LogLevel = LogLevel.AUTO
    """How much is told on the console."""
    theme: Mapping[str, str] = field(default_factory=_no_colours)
    """Colours by role that `config.toml` names."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=_no_keys)
    """Keys by the name of what they do, in place of the table's own."""

    @property
    def large(self) -> bool:
        """Whether rows and targets are as large as fingers need them."""
        if self.density is Density.AUTO:
            return self.fingers
        return self.density is Density.TABLET
