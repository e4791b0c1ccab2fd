"""The slice behind the waveform panel."""

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
class Editor:
    """The sample under the finger and how it is looked at."""

    sample: Sample | None = None
    ticket: Ticket = Ticket(0)
    """The newest `Draw`; pictures of older ones are ignored."""
    picture: Picture | None = None
    reason: str = ""
    """Why there is no (or only half a) picture."""
    view: View | None = None
    """`None` while the length is unknown."""
    width: int = 1000
    """Pixels the picture is wide."""
    selection: Span | None = None
    anchor: int | None = None
    """The edge that stays while keys extend the selection; `None`: its start."""
    cursor: int = 0
    """Where playback would start, in frames: the playhead while nothing sounds."""
    reading: Span | None = None
    """Raw frames that are being read for the view."""
    transients: tuple[int, ...] | None = None
    """Frames at which sounds begin; `None`: not looked for."""
    loops: tuple[Loop, ...] = ()
    """Those that the file carries."""
    markers: tuple[Marker, ...] = ()
    """Those that the file carries."""
    spectrum: Spectrum | None = None
    measuring: View | None = None
    """The view whose spectrogram is awaited."""

    @property
    def loop(self) -> Span | None:
        """The loop of the file that looping takes where nothing is selected: its first one."""
        frames = self.picture.frames if self.picture else self.sample.frames if self.sample else 0
        for loop in self.loops:
            if not loop.release and loop.start < loop.end:
                return Span(Frames(loop.start), Frames(loop.end)).clamped(Frames(frames))
        return None
