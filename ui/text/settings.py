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
from ui.text.edits import RECLAIM

TITLE = "Settings"
AUDIO, MODELS, BACKUPS, COPY_LOG = "Audio…", "Models…", "Backups…", "Copy log"
"""Buttons of the settings sheet."""
DEVICE, MODEL, COPIES, LOG, OTHER = (
    "Sound output",
    "Models that compare sounds",
    "Copies of the library",
    "Log of this run",
    "Other libraries",
)
"""Titles of the rows of these buttons, and of the one that imports."""
LESS, MORE = "\N{MINUS SIGN}", "+"
"""Buttons beside a number."""
PLAYBACK, FILES, MACHINES, ADVANCED = (
    "List & playback",
    "Files & edits",
    "Analysis & machines",
    "Advanced",
)
"""Headings of the groups that have buttons, too."""
FOLDER, CLUSTER = "Folder…", "Cluster…"
"""Opens the sheet that asks for a folder, or for the address of a cluster."""


@dataclass(frozen=True, slots=True)
class Choices:
    """A row with a button for each value."""

    title: str
    values: Mapping[object, str]
    """Label of each value, in order."""
    about: str = ""
    """Explanation below the row, where the title leaves a question open."""


@dataclass(frozen=True, slots=True)
class AskedChoice:
    """A row for what is typed, such as a folder: the default, or a custom one."""

    title: str
    default: str
    thing: Thing
    """What the sheet asks for."""
    ask: str = FOLDER
    """Label of the button that opens it."""
    about: str = ""
    """Explanation below the row, while the default is in use."""


@dataclass(frozen=True, slots=True)
class Stepper:
    """A row for a number, with buttons to decrease and increase it."""

    title: str
    step: float
    unset: str = ""
    """Label of the button that leaves it to the system; empty: there is none."""
    about: str = ""
    """Explanation below the row."""


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
    about="What the edges of the selection jump to",
)
DISPLAY = Choices(
    "Waveform",
    {
        Display.WAVEFORM: "Plain",
        Display.COLOURED: "Coloured",
        Display.SPECTROGRAM: "Spectrogram",
    },
)
GROUPS: Mapping[str, Mapping[str, Row]] = {
    "Appearance": {
        "scale": Stepper("Scale (%)", 5, unset="System"),
        "density": Choices(
            "Density",
            {
                Density.AUTO: "Auto",
                Density.COMPACT: "Compact",
                Density.DESKTOP: "Desktop",
                Density.TOUCH: "Touch",
            },
            about="Height of rows and buttons. Auto: higher while fingers are used",
        ),
        "reduced_motion": Choices("Reduced motion", ON_OFF),
    },
    PLAYBACK: {
        "auto_play": Choices("Auto-play", ON_OFF, about="Moving through a list plays each sample"),
        "advance": Choices("After marking a row", {False: "Stay", True: "Next row"}),
        "paste": Choices(
            "Files pasted into the list",
            {
                PasteUse.ASK: "Ask",
                PasteUse.COPY: "Copy",
                PasteUse.SIMILAR: "Find similar",
            },
        ),
    },
    "Waveform": {
        "display": DISPLAY,
        "channels": Choices("Channels", {Channels.SPLIT: "Separate", Channels.MONO: "Mixed"}),
        "snap": SNAP,
        "onsets": Choices("Show onsets", ON_OFF, about="A line wherever a sound begins"),
        "ruler": Choices(
            "Time ruler", {RulerUnit.SECONDS: "Seconds", RulerUnit.BEATS: "Bars & beats"}
        ),
        "tempo": Stepper(
            *("Default tempo (BPM)", 1),
            about="Beats and grid of samples whose own tempo is not known",
        ),
        "follow_playhead": Choices(
            "Follow playhead", ON_OFF, about="The view scrolls during playback"
        ),
    },
    FILES: {
        "trash_folder": AskedChoice("Deleted files go to", "System trash", Thing.TRASH),
        "clips_folder": AskedChoice(
            "Save clips in",
            "Clips folder",
            Thing.CLIPS,
            about="The clips folder is beside the library; it is listed as a source",
        ),
        "keep_time": Choices("Edits keep file dates", ON_OFF),
        "originals_limit": Stepper(
            "Space for stored originals (MB)",
            500,
            about=f"An edit stores what it replaces. “{RECLAIM}” in the history deletes the oldest"
            " until the rest uses no more than this",
        ),
    },
    MACHINES: {
        "place.address": AskedChoice(
            *("Compute on", "This computer", Thing.CLUSTER, CLUSTER),
            about="Where samples are analysed and compared. Cluster: other computers that see the"
            " same folders",
        ),
    },
    ADVANCED: {
        "log": Choices(
            "Console log level",
            {
                LogLevel.AUTO: "Default",
                LogLevel.WARNING: "Warnings",
                LogLevel.INFO: "Info",
                LogLevel.DEBUG: "Debug",
            },
            about="What the terminal shows. Debug also fills the log file",
        ),
    },
}
"""Rows of the settings sheet by heading, both in order of importance."""
OPTION_ROWS: Mapping[str, Row] = {
    name: row for rows in GROUPS.values() for name, row in rows.items()
}
AUDIO_ROWS: Mapping[str, Row] = {
    "normalise_peak": Choices("Normalise on playback", {False: "Off", True: "On"}),
    "mono": Choices("Monitor", {False: "Stereo", True: "Mono"}),
    "audition_from": Choices(
        "Audition from", {AuditionStart.START: "Start", AuditionStart.LOUDEST: "Loudest part"}
    ),
    "declick": Choices("De-click fade", {Seconds(ms / 1000): f"{ms} ms" for ms in (1, 5, 20, 50)}),
}


def in_use(value: str) -> str:
    """Return which folder or address is in use: `In use: tcp://studio:8786`."""
    return f"In use: {value}"


def scale_limit(most: int) -> str:
    """Return how far everything can be scaled: `This screen carries up to 187 %`."""
    return f"This screen carries up to {most} %"


def scale_held(most: int) -> str:
    """Return that a larger scale is in `config.toml` than the screen carries."""
    return f"{scale_limit(most)}: more would not fit, so that is used"


def not_a_number(words: str, low: float, high: float) -> str:
    """Return why what was typed is no value of a setting."""
    return f"“{words}” is no number from {low:g} to {high:g}"
