"""Hardware profiles: what a sampler takes, as far as an export has to know."""

from __future__ import annotations

from dataclasses import dataclass

from models.library.export.settings import Container, Depth, ExportSettings, Layout

SHORTEST = 4
"""Least letters of a name: fewer leave no room for the number of a second one."""
CHUNKS = ("smpl", "cue ", "inst", "acid", "bext", "iXML", "LIST", "id3 ")
"""Chunks that a profile may keep, named as in WAV; of AIFF the ones with the same meaning."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Formats that the device takes; an original that has one of them keeps it."""

    container: Container = Container.WAV
    rates: tuple[int, ...] = ()
    """Hertz, the best one first; empty: any."""
    depths: tuple[Depth, ...] = ()
    """The best one last; empty: any."""
    layouts: tuple[Layout, ...] = (Layout.MONO, Layout.STEREO)
    peak: float | None = None
    """Loudest value in dBFS; `None`: full scale."""

    def rate(self, original: int) -> int:
        """Return the sample rate of a file."""
        return original if not self.rates or original in self.rates else self.rates[0]

    def channels(self, original: int) -> int:
        """Return the number of channels of a file."""
        taken = sorted({Layout.MONO: 1, Layout.STEREO: 2}[one] for one in self.layouts)
        return original if original in taken else taken[0 if original < taken[0] else -1]

    def bits(self, original: int | None) -> int | None:
        """Return the bits of a file; `None`: float.

        Args:
            original: 8, 16, 24; `None`: float, or more than 24.
        """
        taken = [_BITS[one] for one in self.depths] or [16, 24, None]
        if original in taken:
            return original
        more = [bits for bits in taken if bits is None or (original or 24) <= bits]
        return more[0] if more and original is not None else taken[-1]


@dataclass(frozen=True, slots=True)
class NameRules:
    """How files and folders may be named."""

    length: int = 0
    """Most letters of a name without its extension; 0: any."""
    letters: str = ""
    """Letters allowed, as in a character class of a regular expression; empty: any."""
    case: str = "keep"
    """`keep`, `upper` or `lower`; of the extension too."""
    digits: int = 0
    """Digits of `{index}`; 0: as many as are needed, two at least."""
    first: int = 1
    """Number of the first file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What fits; 0: any."""

    count: int = 0
    """Files."""
    seconds: float = 0.0
    """Of each file."""
    bytes: int = 0
    """Of each file."""
    total_seconds: float = 0.0
    total_bytes: int = 0
    path: int = 0
    """Letters of the path below the destination, with the extension."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A device."""

    name: str
    """Stem of its file; how programs call it."""
    title: str
    """Maker and model."""
    sources: tuple[str, ...]
    """Where its facts are from."""
    unsure: tuple[str, ...] = ()
    """Keys of facts that are not sure."""
    note: str = ""
    """What to do with the files."""
    own: bool = False
    """Written by the user, not shipped."""
    sound: Sound = Sound()
    template: str = "{name}"
    names: NameRules = NameRules()
    folder: str = ""
    """Folders below the destination, as a template: `SAMPLES/{collection}`."""
    limits: Limits = Limits()
    chunks: tuple[str, ...] | None = None
    """Chunks that files keep; `None`: all."""

    def settings(self, *, prune: bool = False) -> ExportSettings:
        """Return the settings of an export for this device; what it leaves open is `same`."""
        sound = self.sound
        return ExportSettings(
            self.template,
            sound.container,
            sound.depths[0] if len(sound.depths) == 1 else Depth.SAME,
            sound.layouts[0] if len(sound.layouts) == 1 else Layout.SAME,
            sound.rates[0] if len(sound.rates) == 1 else None,
            None,
            prune,
            self.name,
        )


_BITS: dict[Depth, int | None] = {Depth.INT16: 16, Depth.INT24: 24, Depth.FLOAT: None}
