"""What a person chose about the app itself: all that `config.toml` holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.audio.output_config import OutputConfig
from models.audio.playback_settings import PlaybackSettings
from models.audio.units import Decibels
from models.state.log import LogLevel
from models.state.screen import Density
from models.waveform.columns import Channels
from models.waveform.snap import Snap


def _no_colours() -> Mapping[str, str]:
    return MappingProxyType({})


def _no_keys() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice, with what holds where nothing was chosen."""

    density: Density = Density.AUTO
    """Size of rows and targets."""
    audition: bool = True
    """Moving through the list lets samples sound."""
    volume: Decibels = Decibels(0.0)
    """Decibels, at most 0."""
    route: OutputConfig = OutputConfig()
    """Which way sound goes to the ear."""
    listening: PlaybackSettings = PlaybackSettings()
    """How samples are made to sound."""
    channels: Channels = Channels.SPLIT
    """One picture for each channel, or one for all."""
    follow: bool = True
    """The view follows the sound."""
    beats: bool = False
    """The ruler counts beats, not seconds."""
    tempo: float = 120.0
    """Beats per minute where the name of a sample says nothing else; 40 to 300."""
    snap: Snap = Snap.OFF
    """Where edges of the selection come to rest."""
    model: str = ""
    """Which listens, by its name in `models.embedding.registry`; empty: the best installed."""
    trash: str = ""
    """The folder that takes what is thrown away; empty: the trash of the system."""
    clips: str = ""
    """The folder that clips are saved in; empty: the clips folder of the library."""
    log: LogLevel = LogLevel.AUTO
    """How much is told on the console; DEBUG also goes to the log file."""
    theme: Mapping[str, str] = field(default_factory=_no_colours)
    """Colours, `#RRGGBB`, by their role, in place of the usual ones; from the next start on."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=_no_keys)
    """Keys by the name of what they do, in place of the table's own."""
