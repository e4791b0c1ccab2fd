"""Commands and events of the waveform actor."""

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
    """Draw the picture of `sample`; cancels the previous `Draw`."""

    ticket: Ticket
    sample: Sample


@dataclass(frozen=True, slots=True)
class ReadDetail:
    """Read the raw frames of `span`, for a view closer than the pyramid resolves."""

    ticket: Ticket
    """The ticket of the `Draw` it belongs to."""
    sample: Sample
    span: Span


@dataclass(frozen=True, slots=True)
class DrawThumbnails:
    """Draw the thumbnails of these samples in this order; replaces the previous request."""

    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class FindCrossings:
    """Find the zero crossing nearest to each of these frames; cancels the previous search."""

    ticket: Ticket
    """The ticket of the `Draw` it belongs to."""
    sample: Sample
    frames: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FindTransients:
    """Detect the transients of the sample; cancels the previous search."""

    ticket: Ticket
    """The ticket of the `Draw` it belongs to."""
    sample: Sample


@dataclass(frozen=True, slots=True)
class DrawSpectrum:
    """Compute the spectrogram of `view`; cancels the previous `DrawSpectrum`."""

    ticket: Ticket
    """The ticket of the `Draw` it belongs to."""
    sample: Sample
    view: View


@dataclass(frozen=True, slots=True)
class MarksRead:
    """Loops and markers from the file's metadata; sent once per `Draw`, if there are any."""

    ticket: Ticket
    loops: tuple[Loop, ...]
    markers: tuple[Marker, ...]


@dataclass(frozen=True, slots=True)
class PictureDrawn:
    """A picture; the first ones may be coarse or partly decoded, later ones replace them."""

    ticket: Ticket
    picture: Picture


@dataclass(frozen=True, slots=True)
class DetailRead:
    """Reply to `ReadDetail`."""

    ticket: Ticket
    detail: Detail


@dataclass(frozen=True, slots=True)
class DrawFailed:
    """Drawing failed: there is no picture of the sample, or none beyond what was drawn."""

    ticket: Ticket
    sample: SampleId
    reason: str
    """What failed, on which file and why; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class ThumbnailsDrawn:
    """A batch of thumbnails; a sample that cannot be drawn gets an empty one."""

    thumbnails: tuple[tuple[SampleId, Thumbnail], ...]


@dataclass(frozen=True, slots=True)
class CrossingsFound:
    """Reply to `FindCrossings`."""

    ticket: Ticket
    requested: tuple[int, ...]
    found: tuple[int, ...]
    """For each requested frame the nearest zero crossing (rising or falling, channels summed)
    within 20 ms; the requested frame itself if there is none."""


@dataclass(frozen=True, slots=True)
class TransientsFound:
    """Reply to `FindTransients`."""

    ticket: Ticket
    frames: tuple[int, ...]
    """Onsets of the transients, ascending."""
    strengths: tuple[float, ...]
    """Of each: spectral flux, 0 or more."""


@dataclass(frozen=True, slots=True)
class SpectrumDrawn:
    """A spectrogram; partial at first if it takes long, later ones replace it."""

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
