"""Frames of a file and frames of the device, which may run at another rate."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import Frames, Hertz


@dataclass(frozen=True, slots=True)
class Conversion:
    """Maps frames of a file onto frames of the device and back."""

    file: Hertz
    """Frames per second of the file; above 0."""
    device: Hertz
    """Frames per second of the device; above 0."""

    def __post_init__(self) -> None:
        if self.file <= 0 or self.device <= 0:
            raise ValueError(f"not rates: {self.file}, {self.device}")

    def to_device(self, frame: float) -> Frames:
        """Return the device's frame that is nearest to `frame` of the file (halves go up)."""
        if isinstance(frame, int):  # exact, however long the file
            return Frames((2 * frame * self.device + self.file) // (2 * self.file))
        return Frames(int(frame * self.device / self.file + 0.5))

    def to_file(self, frame: int) -> float:
        """Return where `frame` of the device lies in the file; between two frames as a rule."""
        whole, rest = divmod(frame * self.file, self.device)
        return whole + rest / self.device

    def span_to_device(self, span: Span, frames: Frames) -> Span:
        """Return the stretch of whole device frames for `span`.

        Both ends are rounded, so that stretches that touch in the file touch on
        the device too, and a loop has one length in every round.

        Args:
            span: Frames of the file.
            frames: How many frames the sound has on the device, at least 1.

        Returns:
            A span inside `[0, frames)`, at least one frame long.
        """
        start = min(self.to_device(span.start), frames - 1)
        end = min(max(self.to_device(span.end), start + 1), frames)
        return Span(Frames(start), Frames(end))

    @property
    def steps(self) -> tuple[int, int]:
        """Smallest counts of frames (file, device) that last equally long."""
        a, b = int(self.file), int(self.device)
        while b:
            a, b = b, a % b
        return self.file // a, self.device // a
