"""The predecessor's settings converted to ours; its defaults are not taken over."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.audio.output_config import JACK
from models.audio.tempo import FASTEST, SLOWEST
from models.audio.units import Decibels
from models.waveform.channels import Channels
from models.waveform.snap import Snap

MARKS = frozenset(
    {"feature_flags", "analysis", "updates", "audio_input", "controls", "core", "hints", "model"}
    | {"last_selected_source", "drop_targets", "app_data_dir", "job_message_queue_capacity"}
    | {"volume", "trash_folder", "collection_export_root", "training"}
)
"""Top-level keys of a `config.toml` that only the predecessor writes."""
SILENT = -96.0
"""Decibels for its volume 0."""
USUAL_TEMPO = 142.0
"""Its default tempo in BPM."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Imported settings; both fields are empty if everything was at its default."""

    settings: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """Values by field name of `Settings` or of its `OutputConfig`."""
    problems: tuple[str, ...] = ()
    """Settings of an invalid type or value, with the reason."""


def volume_setting(choices: Mapping[str, object]) -> float | None:
    """Return its volume from 0 to 1, clamped as the program itself did on loading."""
    value = choices.get("volume")
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124 - NaN
        return None
    # Its later files widen a 32-bit float to 64 bits: 0.42 is stored as 0.41999998688697815.
    return float(f"{min(max(value, 0.0), 1.0):.7g}")


def decibels(volume: float) -> Decibels:
    """Return a linear gain from 0 to 1 as a level in dB.

    Source: level of a field quantity, 20 · log10 of the ratio (ISO 80000-1, annex C).
    """
    return Decibels(max(SILENT, 20.0 * math.log10(volume)) if volume > 0.0 else SILENT)


def text_setting(choices: Mapping[str, object], name: str) -> str | None:
    """Return a setting that is a non-empty string."""
    value = choices.get(name)
    return value if isinstance(value, str) and value else None


def boolean_setting(choices: Mapping[str, object], name: str, *, usual: bool) -> bool:
    """Return a boolean setting; `usual` if absent or invalid."""
    value = choices.get(name)
    return value if isinstance(value, bool) else usual


def convert_settings(choices: Mapping[str, object]) -> Choices:
    """Return its settings that exist here, too."""
    found: dict[str, object] = {}
    problems: list[str] = []
    if (loud := volume_setting(choices)) is not None:
        found["volume"] = decibels(loud)
    elif "volume" in choices:
        problems.append(f"volume {choices['volume']!r} is not a number")
    for name, key in _TRUTHS.items():
        value = choices.get(name)
        if isinstance(value, bool):
            found[key] = value
        elif value is not None:
            problems.append(f"{name} {value!r} is neither true nor false")
    if folder := text_setting(choices, "trash_folder"):
        found["trash_folder"] = folder
    found |= _audio(choices)
    found |= _waveform(choices)
    return Choices(MappingProxyType(found), tuple(problems))


_TRUTHS: Mapping[str, str] = {"feature_flags.autoplay_selection": "auto_play"}


_WHOLES: Mapping[str, tuple[str, int, int]] = {
    "sample_rate": ("rate", 8_000, 768_000),
    "buffer_size": ("buffer", 16, 8_192),
}
"""Integer settings: our name, minimum and maximum of our own file."""


def _audio(choices: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    if device := text_setting(choices, "audio_output.device"):
        found["device"] = device
    if (text_setting(choices, "audio_output.host") or "").lower() == "jack":
        found["host"] = JACK
    for name, (key, least, most) in _WHOLES.items():
        value = choices.get(f"audio_output.{name}")
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            found[key] = value
    return found


def _waveform(choices: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    channels = {"Mono": Channels.MONO, "SplitStereo": Channels.SPLIT}
    if (view := text_setting(choices, "controls.waveform_channel_view")) in channels:
        found["channels"] = channels[view]
    tempo = choices.get("controls.bpm_value")
    if isinstance(tempo, int | float) and SLOWEST <= tempo <= FASTEST and tempo != USUAL_TEMPO:
        found["tempo"] = float(tempo)
    if boolean_setting(choices, "controls.transient_snap_enabled", usual=False):
        found["snap"] = Snap.TRANSIENT
    elif boolean_setting(choices, "controls.bpm_snap_enabled", usual=False):
        found["snap"] = Snap.GRID
    return found
