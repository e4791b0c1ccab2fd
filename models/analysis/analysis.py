"""What was found out about a sound."""

from __future__ import annotations

from dataclasses import dataclass

from models.analysis.key import Key
from models.audio.units import SampleId

SURE = 0.5
"""Confidence from which a tempo or a key is shown, sorted and searched: more right than wrong."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found out about a sound; what it does not have is `None`."""

    tempo: float | None = None
    """Beats per minute."""
    tempo_confidence: float = 0.0
    """0 to 1, in so many cases it is right; 1: the name of the file tells it."""
    key: Key | None = None
    key_confidence: float = 0.0
    """0 to 1, in so many cases it is right; 1: the name of the file tells it."""
    loudness: float | None = None
    """LUFS, as `models.analysis.loudness` has it; `None`: silent, no level, or not known yet."""
    onsets: int | None = None
    """How many sounds begin in it; `None`: not known yet."""
    other_tempo: float | None = None
    """Half or double of `tempo`, where that is nearly as likely: it is open which of the two."""
    other_confidence: float = 0.0
    """0 to 1."""

    @property
    def sure_tempo(self) -> float | None:
        """The tempo if it, or the `other_tempo`, can be relied on."""
        return self.tempo if self.tempo_confidence + self.other_confidence >= SURE else None

    @property
    def sure_key(self) -> Key | None:
        """The key if it can be relied on."""
        return self.key if self.key_confidence >= SURE else None


UNKNOWN = Analysis()


@dataclass(frozen=True, slots=True)
class Analysed:
    """What was found out about a sample."""

    sample: SampleId
    token: bytes
    """Of the content that was analysed."""
    name: bytes = b""
    """Of the file when it was analysed, as the file system spells it: names tell tempo and key."""
    analysis: Analysis = UNKNOWN
    onsets: bytes = b""
    """Where sounds begin, as `<f4`, in seconds."""
    problem: str = ""
    """Why nothing was found out; it is not tried again until the file changes."""
