"""Texts of the settings: titles and choices, by their names in `models/state/settings.py`.

Each has a row on the settings sheet (`OPTION_ROWS`) or on the audio sheet (`AUDIO_ROWS`), in this
order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.audio.audition_start import AuditionStart
from models.audio.units import Seconds
from models.handoff.paste_use import PasteUse
from models.state.file_naming import Thing
from models.state.log import LogLevel
from models.state.screen import Density
from models.waveform.channels import Channels
from models.waveform.display import Display
from models.waveform.ruler_unit import RulerUnit
from models.waveform.snap import Snap

TITLE = "Settings"
AUDIO, MODELS, BACKUPS, COPY_LOG = "Audio…", "Models…", "Backups…", "Copy log"
"""Buttons of the settings sheet."""
FOLDER, CLUSTER = "Folder…", "Cluster…"
"""Opens the sheet that asks for a folder, or for the address of a cluster."""


@dataclass(frozen=True, slots=True)
class Choices:
    """A row with a button for each value."""

    title: str
    values: Mapping[object, str]
    """Label of each value, in order."""


@dataclass(frozen=True, slots=True)
class AskedChoice:
    """A row for what is typed, such as a folder: the default, or a custom one."""

    title: str
    default: str
    thing: Thing
    """What the sheet asks for."""
    ask: str = FOLDER
    """Label of the button that opens it."""


@dataclass(frozen=True, slots=True)
class Stepper:
    """A row for a number, with buttons to decrease and increase it."""

    title: str
    step: float
    unset: str = ""
    """Label of the button that leaves it to the system; empty: there is none."""


Row = Choices | AskedChoice | Stepper

ON_OFF: Mapping[object, str] = MappingProxyType({True: "On", False: "Off"})
SNAP = Choices(
    "Snap to",
    {
        Snap.OFF: "Off",
        Snap.ZERO: "Zero crossings",
        Snap.TRANSIENT: "Transients",
        Snap.GRID: "Grid",
    },
)
DISPLAY = Choices(
    "Waveform",
    {
        Display.WAVEFORM: "Plain",
        Display.COLOURED: "Coloured",
        Display.SPECTROGRAM: "Spectrogram",
    },
)
OPTION_ROWS: Mapping[str, Row] = {
    "density": Choices(
        "Density",
        {
            Density.AUTO: "Auto",
            Density.COMPACT: "Compact",
            Density.DESKTOP: "Desktop",
            Density.TOUCH: "Touch",
        },
    ),
    "scale": Stepper("Scale (%)", 5, unset="System"),
    "reduced_motion": Choices("Reduced motion", ON_OFF),
    "channels": Choices("Channels", {Channels.SPLIT: "Separate", Channels.MONO: "Mixed"}),
    "display": DISPLAY,
    "auto_play": Choices("Auto-play", ON_OFF),
    "advance": Choices("After marking a row", {False: "Stay", True: "Next row"}),
    "follow_playhead": Choices("Follow playhead", ON_OFF),
    "ruler": Choices("Time ruler", {RulerUnit.SECONDS: "Seconds", RulerUnit.BEATS: "Bars & beats"}),
    "snap": SNAP,
    "onsets": Choices("Show onsets", ON_OFF),
    "trash_folder": AskedChoice("Deleted files go to", "System trash", Thing.TRASH),
    "clips_folder": AskedChoice("Save clips in", "Clips folder", Thing.CLIPS),
    "place.address": AskedChoice("Compute on", "This computer", Thing.CLUSTER, CLUSTER),
    "paste": Choices(
        "Files pasted into the list",
        {
            PasteUse.ASK: "Ask",
            PasteUse.COPY: "Copy",
            PasteUse.SIMILAR: "Find similar",
        },
    ),
    "keep_time": Choices("Edits keep file dates", ON_OFF),
    "originals_limit": Stepper("Space for originals (MB)", 500),
    "log": Choices(
        "Console log level",
        {
            LogLevel.AUTO: "Default",
            LogLevel.WARNING: "Warnings",
            LogLevel.INFO: "Info",
            LogLevel.DEBUG: "Debug",
        },
    ),
    "tempo": Stepper("Default tempo", 1),
}
AUDIO_ROWS: Mapping[str, Row] = {
    "normalise_peak": Choices("Normalise on playback", {False: "Off", True: "On"}),
    "mono": Choices("Monitor", {False: "Stereo", True: "Mono"}),
    "audition_from": Choices(
        "Audition from", {AuditionStart.START: "Start", AuditionStart.LOUDEST: "Loudest part"}
    ),
    "declick": Choices("De-click fade", {Seconds(ms / 1000): f"{ms} ms" for ms in (1, 5, 20, 50)}),
}
