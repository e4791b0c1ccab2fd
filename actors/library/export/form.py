"""Output format of an exported file, from the settings and the original."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actors.media.sound_file import SoundFile
from models.library.export.profile import Profile
from models.library.export.settings import Container, Depth, ExportSettings, Layout

WHOLE = frozenset({"WAV", "WAVEX", "RF64", "AIFF", "FLAC", "CAF", "W64"})
"""Lossless formats that can also be written."""
_BITS = {"PCM_S8": 16, "PCM_U8": 16, "PCM_16": 16, "PCM_24": 24, "PCM_32": 24}
_EXACT = {"PCM_S8": 8, "PCM_U8": 8, "PCM_16": 16, "PCM_24": 24}
"""Bits that represent every value of a subtype."""
_ENDINGS = {"WAV": ".wav", "FLAC": ".flac", "AIFF": ".aif", "CAF": ".caf", "W64": ".w64"}
_DEVICE = {Container.WAV: "WAV", Container.FLAC: "FLAC", Container.AIFF: "AIFF"}
LARGEST = 4_000_000_000
"""Bytes of audio from which on a WAV needs 64-bit sizes (RF64)."""


@dataclass(frozen=True, slots=True)
class Form:
    """Output format of a file."""

    format: str
    """libsndfile major format."""
    bits: int | None
    """16 or 24; `None`: float, 32 bits."""
    rate: int
    channels: int
    exact: bool
    """Every sample value of the original can be stored unchanged."""
    same: bool
    """The original already has this form, so a copy suffices."""

    @property
    def subtype(self) -> str:
        """The libsndfile subtype."""
        return "FLOAT" if self.bits is None else f"PCM_{self.bits}"

    @property
    def ending(self) -> str:
        """File name extension with the dot."""
        return _ENDINGS.get(self.format, ".wav")


def device_form(file: SoundFile, profile: Profile) -> Form:
    """Return the output format for a device."""
    sound, subtype = profile.sound, file.subtype
    wanted = _DEVICE[sound.container]
    known = None if subtype in {"FLOAT", "DOUBLE", "PCM_32"} else _BITS.get(subtype, 16)
    bits = sound.bits(known)
    if wanted == "FLAC" and bits is None:
        bits = 24
    rate, channels = sound.rate(int(file.rate)), sound.channels(int(file.channels))
    plain = rate == file.rate and channels == file.channels
    exact = _EXACT.get(subtype)
    made = Form(
        wanted,
        bits,
        rate,
        channels,
        exact=plain and (bits is None or (exact is not None and exact <= bits)),
        same=False,
    )
    # A device knows nothing of other headers than the plain one.
    same = plain and (file.format, subtype) == (wanted, made.subtype)
    return replace(made, same=same and profile.chunks is None and sound.peak is None)


def output_form(file: SoundFile, settings: ExportSettings) -> Form:
    """Return the output format; WAV if the original format is lossy or cannot be written."""
    own = file.format if file.format in WHOLE else "WAV"
    own = "WAV" if own in {"WAVEX", "RF64"} else own
    wanted = _DEVICE.get(settings.container, own)
    rate = settings.rate or int(file.rate)
    channels = _channels(settings.layout, int(file.channels))
    bits = _bits(settings.depth, file.subtype)
    if wanted == "FLAC" and bits is None:
        bits = 24
    plain = rate == file.rate and channels == file.channels and settings.peak is None
    known = _EXACT.get(file.subtype)
    made = Form(
        wanted,
        bits,
        rate,
        channels,
        exact=plain and (bits is None or (known is not None and known <= bits)),
        same=plain and settings.container in {Container.SAME, _container(file.format)},
    )
    if settings.depth is not Depth.SAME and made.subtype != file.subtype:
        made = replace(made, same=False)
    size = file.frames * channels * 4 * rate / max(1, file.rate)
    return replace(made, format="RF64") if wanted == "WAV" and size > LARGEST else made


def _container(name: str) -> Container:
    return {
        "WAV": Container.WAV,
        "WAVEX": Container.WAV,
        "FLAC": Container.FLAC,
        "AIFF": Container.AIFF,
    }.get(name, Container.SAME)


def _channels(layout: Layout, channels: int) -> int:
    return {Layout.MONO: 1, Layout.STEREO: 2}.get(layout, channels)


def _bits(depth: Depth, subtype: str) -> int | None:
    match depth:
        case Depth.INT16:
            return 16
        case Depth.INT24:
            return 24
        case Depth.FLOAT:
            return None
        case Depth.SAME:
            if subtype in {"FLOAT", "DOUBLE"}:
                return None
            return _BITS.get(subtype, 24)
