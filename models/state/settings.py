"""Every setting, declared once: all that `config.toml` holds.

A field of `Settings` is a row of the table `SETTINGS`: name, type, default, key in `config.toml`,
former keys, bounds. Read by `actors/config`, by README (`scripts/document`) and by the sheets,
whose words are in `ui/text/settings.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from types import MappingProxyType
from typing import Any, cast

from models.audio.audition_start import AuditionStart
from models.audio.output_config import OutputConfig
from models.audio.playback_settings import LONGEST_FADE, SHORTEST_FADE, PlaybackSettings
from models.audio.tempo import FASTEST, SLOWEST
from models.audio.units import Decibels, Seconds
from models.cluster.place import Place
from models.embedding.index.choice import GRAPH_MB
from models.handoff.paste_use import PasteUse
from models.state.log import LogLevel
from models.state.remembered_view import RememberedView
from models.state.screen import Density
from models.state.setting import (
    ChannelPair,
    Colours,
    Former,
    InvalidSetting,
    Keys,
    Number,
    OneOf,
    Percent,
    Setting,
    Several,
    Switch,
    Text,
    Texts,
    Whole,
    collect_rows,
    declare,
)
from models.state.transport import LOUDEST
from models.state.window_layout import Dock, WindowLayout
from models.waveform.channels import Channels
from models.waveform.display import Display
from models.waveform.ruler_unit import RulerUnit
from models.waveform.snap import Snap

_QUIETEST = -96.0
"""Decibels below the range of 16 bits."""
_LOWEST_RATE, _HIGHEST_RATE = 8_000, 768_000
"""Sample rates in Hertz that a device may be opened at."""
RECENT_SEARCHES = 8
"""Searches in the menu of the search field."""
SMALLEST, LARGEST = 75, 250
"""Percent of the scale."""
LENGTHS = (50, 20_000)
"""Lengths of windows and panels in dp."""
PLACES = (-20_000, 20_000)
"""Positions of a window in pixels."""


def _no_colours() -> Mapping[str, str]:
    return MappingProxyType({})


def _no_keys() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings; without arguments the defaults."""

    density: Density = field(
        default=Density.AUTO,
        metadata=declare(
            Setting(
                "density",
                OneOf(Density, MappingProxyType({"tablet": Density.TOUCH})),
                example="touch",
                comment='"compact", "desktop", "auto"',
            )
        ),
    )
    """Size of rows and targets."""
    scale: int | None = field(
        default=None,
        metadata=declare(
            Setting(
                "scale",
                Percent(SMALLEST, LARGEST),
                example=125,
                comment='percent, 75 to 250: size of everything; default: "system"',
            )
        ),
    )
    """Percent of the size at 96 dots per inch; `None`: as the system says."""
    reduced_motion: bool = field(
        default=False,
        metadata=declare(
            Setting(
                "reduced_motion",
                Switch(),
                example=True,
                comment="nothing glides or fades",
            )
        ),
    )
    """Lists stop with the finger, and highlights do not fade."""
    auto_play: bool = field(
        default=True,
        metadata=declare(
            Setting(
                "auto_play",
                Switch(),
                example=False,
                comment="moving through the list is silent",
                former=(Former("audition"),),
            )
        ),
    )
    """Audition samples on moving through a list."""
    learned: str = field(
        default="",
        metadata=declare(
            Setting(
                "learned",
                Text(),
                example="hear keep reject similar add",
                comment="what the empty waveform panel need not teach any more",
            )
        ),
    )
    """Lessons that were done, see `models.state.lesson`."""
    searches: tuple[str, ...] = field(
        default=(),
        metadata=declare(
            Setting(
                "searches",
                Texts(RECENT_SEARCHES),
                example=["kick -loop"],
                comment="the menu of the search field",
            )
        ),
    )
    """What was searched for, the newest first."""
    advance: bool = field(
        default=False,
        metadata=declare(
            Setting(
                "advance",
                Switch(),
                example=True,
                comment="a key that marks the focused row goes on to the next one",
            )
        ),
    )
    """Go on to the next row after marking one."""
    log: LogLevel = field(
        default=LogLevel.AUTO,
        metadata=declare(
            Setting(
                "log",
                OneOf(LogLevel),
                example="info",
                comment='console log level: "debug", "warning", "error", "auto" (as the flag says)',
            )
        ),
    )
    """Level of the console; `DEBUG` also applies to the log file."""
    volume: Decibels = field(
        default=Decibels(0.0),
        metadata=declare(
            Setting(
                "audio.volume", Number(_QUIETEST, LOUDEST), example=-6.0, comment="dB, -96 to 6"
            )
        ),
    )
    """Decibels."""
    normalise_peak: bool = field(
        default=False,
        metadata=declare(
            Setting(
                "audio.normalise_peak",
                Switch(),
                example=True,
                comment="every sample is played at the same peak level",
                former=(Former("normalise"),),
            )
        ),
    )
    """Normalise each sample to the same peak for playback."""
    declick: Seconds = field(
        default=Seconds(0.005),
        metadata=declare(
            Setting(
                "audio.declick_ms",
                Number(SHORTEST_FADE, LONGEST_FADE, scale=1000),
                example=20.0,
                comment="ms, 1 to 100: fade at stops, jumps, changes of sample",
                former=(Former("fade"),),
            )
        ),
    )
    """Length of the fade at a stop, a seek, a change of sample; 1 to 100 ms."""
    mono: bool = field(
        default=False,
        metadata=declare(Setting("audio.mono", Switch(), example=True, comment="monitor in mono")),
    )
    """Play the mean of both channels, to check for cancellation."""
    audition_from: AuditionStart = field(
        default=AuditionStart.START,
        metadata=declare(
            Setting(
                "audio.audition_from",
                OneOf(AuditionStart),
                example="loudest",
                comment='where long samples start: "loudest" part, or "start"',
                former=(Former("loudest", switch=("start", "loudest")),),
            )
        ),
    )
    """Where long samples are auditioned from."""
    route: OutputConfig = field(
        default=OutputConfig(),
        metadata=declare(
            Setting("audio_output.host", Text(), example="JACK", part="host"),
            Setting("audio_output.device", Text(), example="Scarlett 2i2", part="device"),
            Setting(
                "audio_output.sample_rate",
                Whole(_LOWEST_RATE, _HIGHEST_RATE, "Hertz"),
                example=96_000,
                part="rate",
            ),
            Setting(
                "audio_output.buffer_size",
                Whole(16, 8192),
                example=256,
                comment="frames; by default the shortest from 128 on that runs without dropouts",
                part="buffer",
            ),
            Setting(
                "audio_output.channels",
                ChannelPair(),
                example="3-4",
                comment="of the device",
                part="first",
            ),
        ),
    )
    """Driver, device and format; changed as a whole."""
    recording_input: str = field(
        default="",
        metadata=declare(
            Setting(
                "audio_input.device",
                Text(),
                example="USB Microphone",
                comment="what a recorded question is recorded from; default: that of the system",
            )
        ),
    )
    """Input of recordings; empty: the system's default."""
    channels: Channels = field(
        default=Channels.SPLIT,
        metadata=declare(
            Setting(
                "waveform.channels",
                OneOf(Channels, MappingProxyType({"split": Channels.SPLIT, "mono": Channels.MONO})),
                example="mixed",
                comment='or "separate"',
            )
        ),
    )
    """One picture per channel, or one for all."""
    display: Display = field(
        default=Display.WAVEFORM,
        metadata=declare(
            Setting(
                "waveform.display",
                OneOf(Display),
                example="coloured",
                comment='by frequency; "waveform", "spectrogram"',
            )
        ),
    )
    """What the waveform panel draws."""
    follow_playhead: bool = field(
        default=True,
        metadata=declare(
            Setting(
                "waveform.follow_playhead",
                Switch(),
                example=False,
                comment="the view stays during playback",
                former=(Former("follow"),),
            )
        ),
    )
    """Scroll the view with the playhead."""
    ruler: RulerUnit = field(
        default=RulerUnit.SECONDS,
        metadata=declare(
            Setting(
                "waveform.ruler",
                OneOf(RulerUnit),
                example="beats",
                comment='or "seconds"',
                former=(Former("beats", switch=("seconds", "beats")),),
            )
        ),
    )
    """Unit of the ruler."""
    tempo: float = field(
        default=120.0,
        metadata=declare(
            Setting(
                "waveform.tempo",
                Number(SLOWEST, FASTEST),
                example=104.0,
                comment="default tempo in beats per minute, 40 to 300",
            )
        ),
    )
    """Tempo of samples without one, in BPM; 40 to 300."""
    snap: Snap = field(
        default=Snap.OFF,
        metadata=declare(
            Setting(
                "waveform.snap",
                OneOf(Snap, MappingProxyType({"beats": Snap.GRID})),
                example="zero crossings",
                comment='"off", "transients", "grid"',
            )
        ),
    )
    """What edges of the selection snap to."""
    onsets: bool = field(
        default=False,
        metadata=declare(
            Setting(
                "waveform.onsets",
                Switch(),
                example=True,
                comment="onsets are drawn in the waveform",
            )
        ),
    )
    """Draw the onsets in the waveform."""
    model: str = field(
        default="",
        metadata=declare(
            Setting(
                "similarity.model",
                Text(),
                example="clap",
                comment='"aisfx"; default: clap where it is installed',
            )
        ),
    )
    """Name of the embedding model in `actors.model_files.registry`; empty: the best one."""
    graph_memory: float = field(
        default=GRAPH_MB,
        metadata=declare(
            Setting(
                "similarity.graph_memory",
                Number(0.0, 1_000_000.0),
                example=4_096.0,
                comment="MB that a graph of more than 700 000 sounds may take",
            )
        ),
    )
    """Megabytes that a graph of neighbours may take; see `models.embedding.index.choice`."""
    place: Place = field(
        default=Place(),
        metadata=declare(
            Setting(
                "compute.cluster",
                Text(),
                example="tcp://studio:8786",
                comment="Dask scheduler that embeds and analyses; default: this computer",
                part="address",
            ),
            Setting("compute.tls_ca", Text(), example="/home/me/tls/ca.pem", part="tls_ca"),
            Setting("compute.tls_cert", Text(), example="/home/me/tls/cert.pem", part="tls_cert"),
            Setting("compute.tls_key", Text(), example="/home/me/tls/key.pem", part="tls_key"),
            Setting(
                "compute.insecure",
                Switch(),
                example=True,
                comment="other machines without TLS: only on a network that you trust",
                part="insecure",
            ),
        ),
    )
    """Where samples are embedded, analysed and compared."""
    trash_folder: str = field(
        default="",
        metadata=declare(
            Setting(
                "files.trash_folder",
                Text(),
                example="/home/me/Samples/trash",
                comment="takes deleted files; default: the system trash",
            )
        ),
    )
    """Folder of deleted files; empty: the system trash."""
    clips_folder: str = field(
        default="",
        metadata=declare(
            Setting(
                "files.clips_folder",
                Text(),
                example="/home/me/Samples/clips",
                comment="default: `clips` in `.sempal`",
            )
        ),
    )
    """Folder of clips; empty: the clips folder of the library."""
    slice_names: str = field(
        default="",
        metadata=declare(
            Setting(
                "files.slice_names",
                Text(),
                example="{name}-{n:03}",
                comment="names of slices; default: `{name}_{n:02}`",
            )
        ),
    )
    """Names of slices, see `models.library.files.name_pattern`; empty: the default."""
    paste: PasteUse = field(
        default=PasteUse.ASK,
        metadata=declare(
            Setting(
                "files.paste",
                OneOf(PasteUse),
                example="copy",
                comment='files pasted into the list: "copy" them there, find "similar", "ask"',
            )
        ),
    )
    """What pasting files of other programs into the list does."""
    keep_time: bool = field(
        default=False,
        metadata=declare(
            Setting(
                "files.keep_time",
                Switch(),
                example=True,
                comment="edited files keep their modification time",
            )
        ),
    )
    """Edited files keep their modification time."""
    edit_parameters: str = field(
        default="",
        metadata=declare(
            Setting(
                "edits.parameters",
                Text(),
                example="normalise peak=-1.0 loudness=off; fade-in curve=0.6",
                comment="parameters used last, written by sempal",
            )
        ),
    )
    """Parameters of edits used last, see `models.edit.parameters`."""
    slicing: str = field(
        default="",
        metadata=declare(
            Setting(
                "edits.slices",
                Text(),
                example="onsets sensitivity=0.7 threshold=-48.0 parts=8 beats=1.0",
                comment="how a sample was cut last, written by sempal",
            )
        ),
    )
    """How a sample was cut into slices last, see `models.slices.parameters`."""
    originals_limit: float = field(
        default=2_000.0,
        metadata=declare(
            Setting(
                "files.originals_limit",
                Number(0.0, 1_000_000.0),
                example=500.0,
                comment="MB that replaced contents may keep when space is reclaimed",
            )
        ),
    )
    """Megabytes that stay in use when the space of replaced contents is reclaimed."""
    editor: str = field(
        default="",
        metadata=declare(
            Setting(
                "files.editor",
                Text(),
                example="audacity %F",
                comment="opens samples (`%F`: all, `%f`: one each); default: that of the system",
            )
        ),
    )
    """Command line of the editor, see `models.handoff.command_line`; empty: the system default."""
    window: WindowLayout = field(
        default=WindowLayout(),
        metadata=declare(
            Setting(
                "window.width",
                Whole(*LENGTHS),
                example=1280,
                comment="pixels at a desktop scale of 1; so are the heights and the strip",
                part="width",
            ),
            Setting("window.height", Whole(*LENGTHS), example=800, part="height"),
            Setting("window.left", Whole(*PLACES), example=40, comment="pixels", part="left"),
            Setting("window.top", Whole(*PLACES), example=40, comment="pixels", part="top"),
            Setting(
                "window.strip",
                Switch(),
                example=True,
                comment="narrow and above other windows, beside another program",
                part="strip",
            ),
            Setting("window.strip_width", Whole(*LENGTHS), example=420, part="strip_width"),
            Setting(
                "window.strip_height",
                Whole(*LENGTHS),
                example=900,
                part="strip_height",
            ),
            Setting(
                "window.strip_left",
                Whole(*PLACES),
                example=1500,
                comment="pixels",
                part="strip_left",
            ),
            Setting(
                "window.strip_top", Whole(*PLACES), example=0, comment="pixels", part="strip_top"
            ),
            Setting(
                "window.hidden",
                Several(Dock),
                example=["collections"],
                comment='also "sources", "waveform"',
                part="hidden",
            ),
            Setting(
                "window.sources_width",
                Whole(*LENGTHS),
                example=260,
                comment="dp, as dragged; like the next four",
                part="sources_width",
            ),
            Setting(
                "window.collections_width",
                Whole(*LENGTHS),
                example=300,
                part="collections_width",
            ),
            Setting("window.waveform_height", Whole(*LENGTHS), example=320, part="waveform_height"),
            Setting("window.sources_height", Whole(*LENGTHS), example=140, part="sources_height"),
            Setting(
                "window.collections_height",
                Whole(*LENGTHS),
                example=140,
                part="collections_height",
            ),
        ),
    )
    """Size and place of the window and of its panels, written as they change."""
    view: RememberedView = field(
        default=RememberedView(),
        metadata=declare(
            Setting("view.loop", Switch(), example=True, comment="as left", part="loop"),
        ),
    )
    """Modes that a restart keeps, written as they change."""
    theme: Mapping[str, str] = field(
        default_factory=_no_colours,
        metadata=declare(
            Setting(
                "theme",
                Colours(),
                example=MappingProxyType({"accent": "#7AA2F7"}),
                comment="colours by role, from the next start on; roles: `Palette` in ui/theme.py",
            )
        ),
    )
    """Colours, `#RRGGBB`, by role; applied at the next start."""
    keys: Mapping[str, tuple[str, ...]] = field(
        default_factory=_no_keys,
        metadata=declare(
            Setting(
                "keys",
                Keys(),
                example=MappingProxyType(
                    {"loop": ["o", "Ctrl+l"], "search": "Ctrl+k", "go-folders": "g o"}
                ),
                comment="by name; `?` shows the keys in use",
            )
        ),
    )
    """Keys by command; others keep their defaults."""

    @property
    def playback(self) -> PlaybackSettings:
        """The settings that the audio engine needs."""
        return PlaybackSettings(self.normalise_peak, self.declick, self.mono)


SETTINGS = collect_rows(fields(Settings))
"""One row per key of `config.toml`, in the order of README."""
DEFAULTS = Settings()
_BY_NAME = MappingProxyType({row.name: row for row in SETTINGS})
_FIELDS = frozenset(one.name for one in fields(Settings))


def with_setting(settings: Settings, name: str, value: object) -> Settings:
    """Return `settings` with another value of one, clamped to its range.

    Args:
        settings: All of them.
        name: A field of `Settings`, or a part of one, such as `route.rate`.
        value: Of the type of the field.

    Raises:
        InvalidSetting: There is no such setting, or the value is of another type.
    """
    row = _BY_NAME.get(name)
    if row is None and name not in _FIELDS:
        raise InvalidSetting(f"there is no setting {name}")
    if not _is_of_type(value, attrgetter(name)(DEFAULTS)):
        raise InvalidSetting(f"{name} cannot be {value!r}")
    if row is not None:
        return row.put(settings, value)
    return replace(settings, **cast("Any", {name: value}))  # a record, as a whole


def _is_of_type(value: object, default: object) -> bool:
    """Return whether a value can take the place of a default; `None` stands for a number."""
    if isinstance(default, bool):
        return isinstance(value, bool)
    if default is None or isinstance(default, int | float):
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number or value is default
    return isinstance(value, Mapping if isinstance(default, Mapping) else type(default))
