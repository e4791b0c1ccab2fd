"""The one transform between frames and pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

CLOSEST = 1 / 64
"""Frames per pixel at maximum zoom."""
MARGIN = 0.04
"""Fraction of the width left free on either side of a span being shown."""


@dataclass(frozen=True, slots=True)
class View:
    """Maps frames to pixels.

    Pixel column j covers the frames from `origin + (column + j) * spp` on. Panning changes only
    `column`, so that no column changes its content.
    """

    frames: int
    """Length of the sample."""
    width: int
    """Width in pixels."""
    origin: float
    """Frame at column 0; float64 resolves 10 hours to a millionth of a frame."""
    spp: float
    """Frames per pixel."""
    column: int
    """Index of the leftmost column."""

    @classmethod
    def fit(cls, frames: int, width: int) -> View:
        """Return the view of the whole sample."""
        width = max(1, width)
        return cls(frames, width, 0.0, max(frames, 1) / width, 0)

    @property
    def start(self) -> float:
        """Frame at the left edge."""
        return self.origin + self.column * self.spp

    @property
    def end(self) -> float:
        """Frame at the right edge."""
        return self.origin + (self.column + self.width) * self.spp

    @property
    def farthest(self) -> float:
        """Frames per pixel at which the whole sample is visible."""
        return max(1, self.frames) / self.width

    @property
    def whole(self) -> bool:
        """Whether the whole sample is visible."""
        return self.spp >= self.farthest

    def frame_at(self, x: float) -> float:
        """Return the frame at pixel `x` from the left edge."""
        return self.origin + (self.column + x) * self.spp

    def x_at(self, frame: float) -> float:
        """Return the pixel of `frame`, from the left edge."""
        return (frame - self.origin) / self.spp - self.column

    def zoomed(self, factor: float, x: float) -> View:
        """Return the view with `factor` times as many frames per pixel.

        The frame under the centre of pixel `x` stays in place, unless the view hits an end of the
        sample. Maximum zoom is 64 pixels per frame, or the whole of a sample shorter than that.
        """
        spp = min(max(self.spp * factor, min(CLOSEST, self.farthest)), self.farthest)
        if spp == self.spp:
            return self
        anchor = self.frame_at(x + 0.5)
        whole = math.floor(x)
        rest = x - whole
        origin = anchor - (rest + 0.5) * spp
        return replace(self, origin=origin, spp=spp, column=-whole).clamped()

    def panned(self, pixels: int) -> View:
        """Return the view moved by whole pixels; positive shows later frames."""
        return replace(self, column=self.column + pixels).clamped()

    def resized(self, width: int) -> View:
        """Return the view at another width; a view of the whole sample stays one."""
        width = max(1, width)
        if self.whole:
            return View.fit(self.frames, width)
        spp = min(self.spp, max(1, self.frames) / width)
        start = self.start
        return replace(self, width=width, spp=spp, origin=start, column=0).clamped()

    def with_frames(self, frames: int) -> View:
        """Return the view adapted to a corrected length of the sample."""
        if self.whole:
            return View.fit(frames, self.width)
        spp = min(self.spp, max(1, frames) / self.width)
        return replace(self, frames=frames, spp=spp).clamped()

    def showing(self, start: float, end: float) -> View:
        """Return the closest view of `start` to `end` with a margin."""
        spp = (end - start) / (self.width * (1 - 2 * MARGIN))
        spp = min(max(spp, min(CLOSEST, self.farthest)), self.farthest)
        origin = (start + end) / 2 - self.width * spp / 2
        return replace(self, origin=origin, spp=spp, column=0).clamped()

    def starting_at(self, start: float, spp: float) -> View:
        """Return the view that starts at frame `start` with `spp` frames per pixel."""
        spp = min(max(spp, min(CLOSEST, self.farthest)), self.farthest)
        return replace(self, origin=start, spp=spp, column=0).clamped()

    def centred(self, frame: float) -> View:
        """Return the view with `frame` at its centre."""
        return self.panned(round(self.x_at(frame) - self.width / 2))

    def scrolled_to(self, frame: float) -> View:
        """Return the view that starts at `frame`, to the nearest pixel."""
        return self.panned(round(self.x_at(frame)))

    def clamped(self) -> View:
        """Return the view moved into the sample.

        It moves by whole pixels, so that columns keep their content, and may therefore extend
        beyond either end by less than one pixel.
        """
        if self.whole:
            return replace(self, origin=0.0, column=0)
        last = self.frames - self.width * self.spp
        back = max(0, math.floor((self.start - last) / self.spp))
        ahead = max(0, math.floor(-self.start / self.spp))
        moved = self.column - back + ahead
        return self if moved == self.column else replace(self, column=moved)
