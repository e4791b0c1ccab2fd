"""Conversion between frames of a file and frames of the device, at different rates."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import Frames, Hertz


@dataclass(frozen=True, slots=True)
class Conversion:
    """Maps frames of a file to frames of the device and back."""

    file: Hertz
    """Sample rate of the file; above 0."""
    device: Hertz
    """Sample rate of the device; above 0."""

    def __post_init__(self) -> None:
        if self.file <= 0 or self.device <= 0:
            raise ValueError(f"not rates: {self.file}, {self.device}")

    def to_device(self, frame: float) -> Frames:
        """Return the device frame nearest to `frame` of the file (halves round up)."""
        if isinstance(frame, int):  # exact, however long the file
            return Frames((2 * frame * self.device + self.file) // (2 * self.file))
        return Frames(int(frame * self.device / self.file + 0.5))

    def to_file(self, frame: int) -> float:
        """Return the position of device frame `frame` in the file; generally fractional."""
        whole, rest = divmod(frame * self.file, self.device)
        return whole + rest / self.device

    def span_to_device(self, span: Span, frames: Frames) -> Span:
        """Return `span` in whole device frames.

        Both ends are rounded, so that adjacent spans in the file stay adjacent on the device, and a
        loop has the same length in every cycle.

        Args:
            span: Frames of the file.
            frames: Length of the sound in device frames, at least 1.

        Returns:
            A span inside `[0, frames)`, at least one frame long.
        """
        start = min(self.to_device(span.start), frames - 1)
        end = min(max(self.to_device(span.end), start + 1), frames)
        return Span(Frames(start), Frames(end))

    @property
    def steps(self) -> tuple[int, int]:
        """Smallest frame counts (file, device) of equal duration."""
        a, b = int(self.file), int(self.device)
        while b:
            a, b = b, a % b
        return self.file // a, self.device // a
