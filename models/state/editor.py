"""Slice of the waveform panel."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import Frames, Ticket
from models.library.sample import Sample
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.waveform.picture import Picture
from models.waveform.spectrum import Spectrum
from models.waveform.view import View


@dataclass(frozen=True, slots=True)
class Former:
    """What was shown of a content of the file that was replaced."""

    selection: Span | None
    cursor: int
    view: View | None


@dataclass(frozen=True, slots=True)
class Editor:
    """The loaded sample, its view and selection."""

    sample: Sample | None = None
    ticket: Ticket = Ticket(0)
    """Ticket of the newest `Draw`; pictures of older ones are ignored."""
    picture: Picture | None = None
    reason: str = ""
    """Why there is no complete picture."""
    view: View | None = None
    """`None` while the length is unknown."""
    gain: float = 1.0
    """Vertical magnification of the waveform, 1 or more."""
    width: int = 1000
    """Width of the picture in pixels."""
    selection: Span | None = None
    anchor: int | None = None
    """The edge that keys keep while extending the selection; `None`: its start."""
    cursor: int = 0
    """Frame at which playback would start; drawn as the playhead while stopped."""
    reading: Span | None = None
    """Frames that are being read for the view."""
    transients: tuple[int, ...] | None = None
    """Frames of the transients; `None`: not detected yet."""
    strengths: tuple[float, ...] = ()
    """Strength of each transient, 0 or more."""
    loops: tuple[Loop, ...] = ()
    """Loops stored in the file."""
    markers: tuple[Marker, ...] = ()
    """Markers stored in the file."""
    former: Former | None = None
    """What was shown of the file's content before; until it is known what became of it."""
    detecting: bool = False
    """Whether the transients are being detected."""
    spectrum: Spectrum | None = None
    measuring: View | None = None
    """View of the pending spectrogram."""
    hits: tuple[Span, ...] = ()
    """Places that a search found in it, best first."""
    hit: int = 0
    """Index of the one that was shown last."""

    @property
    def loop(self) -> Span | None:
        """Loop that is played if nothing is selected: the first one of the file."""
        frames = self.picture.frames if self.picture else self.sample.frames if self.sample else 0
        for loop in self.loops:
            if not loop.release and loop.start < loop.end:
                return Span(Frames(loop.start), Frames(loop.end)).clamped(Frames(frames))
        return None
