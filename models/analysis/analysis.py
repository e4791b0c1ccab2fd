"""Analysis results of a sound."""

from __future__ import annotations

from dataclasses import dataclass

from models.analysis.key import Key
from models.audio.units import SampleId

SURE = 0.5
"""Confidence from which a tempo or key is shown, sorted and searched: more right than wrong."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Analysis results of a sound; missing ones are `None`."""

    tempo: float | None = None
    """Beats per minute."""
    tempo_confidence: float = 0.0
    """Probability of being right; 1: from the file name."""
    key: Key | None = None
    key_confidence: float = 0.0
    """Probability of being right; 1: from the file name."""
    loudness: float | None = None
    """LUFS, from `models.analysis.loudness`; `None`: silent, not a level, or unknown."""
    onsets: int | None = None
    """Number of onsets; `None`: unknown."""
    other_tempo: float | None = None
    """Half or double of `tempo` if nearly as likely: the octave is ambiguous."""
    other_confidence: float = 0.0
    """0 to 1."""

    @property
    def sure_tempo(self) -> float | None:
        """The tempo if its confidence, with that of `other_tempo`, is sufficient."""
        return self.tempo if self.tempo_confidence + self.other_confidence >= SURE else None

    @property
    def sure_key(self) -> Key | None:
        """The key if its confidence is sufficient."""
        return self.key if self.key_confidence >= SURE else None


UNKNOWN = Analysis()


@dataclass(frozen=True, slots=True)
class Analysed:
    """Analysis of a sample."""

    sample: SampleId
    token: bytes
    """Content that was analysed."""
    name: bytes = b""
    """File name at the time of the analysis, as bytes: names contain tempo and key."""
    analysis: Analysis = UNKNOWN
    onsets: bytes = b""
    """Onsets in seconds, as `<f4`."""
    reason: str = ""
    """Why the analysis failed; it is not retried until the file changes."""
