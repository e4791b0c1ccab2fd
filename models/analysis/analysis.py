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
    """0 to 1; 1: the name of the file tells it."""
    key: Key | None = None
    key_confidence: float = 0.0
    """0 to 1."""
    loudness: float | None = None
    """Integrated loudness in LUFS; `None`: silent, far above full scale, or not known yet."""
    onsets: int | None = None
    """How many sounds begin in it; `None`: not known yet."""

    @property
    def sure_tempo(self) -> float | None:
        """The tempo if it can be relied on."""
        return self.tempo if self.tempo_confidence >= SURE else None

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
    analysis: Analysis = UNKNOWN
    onsets: bytes = b""
    """Where sounds begin, as `<f4`, in seconds."""
    problem: str = ""
    """Why nothing was found out; it is not tried again until the file changes."""
