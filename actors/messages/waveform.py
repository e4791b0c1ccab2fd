"""What the waveform actor hears and says."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import SampleId, Ticket
from models.library.sample import Sample
from models.waveform.picture import Detail, Picture
from models.waveform.thumbnail import Thumbnail


@dataclass(frozen=True, slots=True)
class Draw:
    """Make the picture of `sample`; cancels the one before (newest wins)."""

    ticket: Ticket
    sample: Sample


@dataclass(frozen=True, slots=True)
class ReadDetail:
    """Read the raw frames of `span`, for a view too close for the pyramid."""

    ticket: Ticket
    """The one of the `Draw` it belongs to."""
    sample: Sample
    span: Span


@dataclass(frozen=True, slots=True)
class DrawThumbnails:
    """Make the small pictures of these samples, in this order; replaces earlier wishes."""

    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class PictureDrawn:
    """A picture, coarse or half decoded at first; later ones replace it."""

    ticket: Ticket
    picture: Picture


@dataclass(frozen=True, slots=True)
class DetailRead:
    """The raw frames asked for."""

    ticket: Ticket
    detail: Detail


@dataclass(frozen=True, slots=True)
class DrawFailed:
    """There is no picture of this sample (or none beyond what was drawn)."""

    ticket: Ticket
    sample: SampleId
    reason: str
    """What, which and why; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class ThumbnailsDrawn:
    """Small pictures, in batches; a sample that cannot be drawn gets an empty one."""

    thumbnails: tuple[tuple[SampleId, Thumbnail], ...]


Command = Draw | ReadDetail | DrawThumbnails
Event = PictureDrawn | DetailRead | DrawFailed | ThumbnailsDrawn
