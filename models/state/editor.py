"""The slice behind the waveform panel."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import Ticket
from models.library.sample import Sample
from models.waveform.columns import Channels
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
    trouble: str = ""
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
    channels: Channels = Channels.SPLIT
    reading: Span | None = None
    """Raw frames that are being read for the view."""
    transients: tuple[int, ...] | None = None
    """Frames at which sounds begin; `None`: not looked for."""
    spectrum: Spectrum | None = None
    measuring: View | None = None
    """The view whose spectrogram is awaited."""
