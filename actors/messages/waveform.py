"""What the waveform actor hears and says."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import SampleId, Ticket
from models.library.sample import Sample
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.waveform.picture import Detail, Picture
from models.waveform.spectrum import Spectrum
from models.waveform.thumbnail import Thumbnail
from models.waveform.view import View


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
class FindCrossings:
    """Find the zero crossing nearest to each of these frames; the newest wish wins."""

    ticket: Ticket
    """The one of the `Draw` it belongs to."""
    sample: Sample
    frames: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FindTransients:
    """Find where sounds begin within the sample; the newest wish wins."""

    ticket: Ticket
    """The one of the `Draw` it belongs to."""
    sample: Sample


@dataclass(frozen=True, slots=True)
class DrawSpectrum:
    """Make the spectrogram of what `view` shows; cancels the one before."""

    ticket: Ticket
    """The one of the `Draw` it belongs to."""
    sample: Sample
    view: View


@dataclass(frozen=True, slots=True)
class MarksRead:
    """What the maker of a file marked in it; said once for each `Draw`, if there is anything."""

    ticket: Ticket
    loops: tuple[Loop, ...]
    markers: tuple[Marker, ...]


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


@dataclass(frozen=True, slots=True)
class CrossingsFound:
    """The answer to `FindCrossings`."""

    ticket: Ticket
    asked: tuple[int, ...]
    found: tuple[int, ...]
    """For each asked frame the nearest at which a rising or falling wave (all channels
    together) passes zero, within 20 ms; where there is none, the asked frame itself."""


@dataclass(frozen=True, slots=True)
class TransientsFound:
    """The answer to `FindTransients`."""

    ticket: Ticket
    frames: tuple[int, ...]
    """In order; each is the frame where the rise begins."""


@dataclass(frozen=True, slots=True)
class SpectrumDrawn:
    """A spectrogram, half measured at first if that takes long; later ones replace it."""

    ticket: Ticket
    spectrum: Spectrum


Command = Draw | ReadDetail | DrawThumbnails | FindCrossings | FindTransients | DrawSpectrum
Event = (
    MarksRead
    | PictureDrawn
    | DetailRead
    | DrawFailed
    | ThumbnailsDrawn
    | CrossingsFound
    | TransientsFound
    | SpectrumDrawn
)
