"""The picture as pixel columns, ready to draw."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.waveform.channels import Channels
from models.waveform.detail import covering
from models.waveform.picture import Detail, Picture
from models.waveform.reduction.pyramid import Floats
from models.waveform.shape.band_energy import band_energies_of, band_shares
from models.waveform.shape.curve import curve_columns
from models.waveform.shape.dot import Dots, dots
from models.waveform.shape.extent import RMS_FROM, Extent, extent, places
from models.waveform.shape.joined_columns import Reach, close_gaps, join_columns
from models.waveform.view import View

CURVE_BELOW = 0.5
"""Frames per pixel below which the band-limited curve is drawn between frames."""
JOINED_BELOW = 64
"""Frames per pixel below which columns extend to the line between their frames."""
FULL_SCALE = 32767 / 32768
"""Frames from here up (or at -1) are at 16-bit full scale: clipped."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One value per pixel and lane; NaN where there is nothing to draw."""

    low: Floats
    """float32 [lanes, width]: minimum, joined to the neighbours."""
    high: Floats
    """float32 [lanes, width]: maximum, joined to the neighbours; may exceed 1."""
    rms_low: Floats
    """float32 [lanes, width]: lower end of the RMS body, inside the extremes."""
    rms_high: Floats
    """float32 [lanes, width]: upper end of the RMS body."""
    clipped: NDArray[np.bool_]
    """bool [lanes, width]: contains a frame at full scale."""
    dots: Dots | None = None
    """The individual frames in close views; always one row per channel."""
    shares: Floats | None = None
    """float32 [3, lanes, width]: share of the low, mid and high band in the colour of the column,
    with a sum of 1, or all 0 if unknown; `None`: one colour for all."""

    def magnified(self, gain: float) -> Columns:
        """Return the columns `gain` times as high; values may exceed 1 by far."""
        if gain == 1:
            return self
        factor = np.float32(gain)
        dots = self.dots and replace(self.dots, values=self.dots.values * factor)
        low, high, rms_low, rms_high = (
            values * factor for values in (self.low, self.high, self.rms_low, self.rms_high)
        )
        return replace(self, low=low, high=high, rms_low=rms_low, rms_high=rms_high, dots=dots)

    @property
    def lanes(self) -> int:
        """Number of lanes."""
        return int(self.low.shape[0])

    @property
    def width(self) -> int:
        """Columns per lane."""
        return int(self.low.shape[1])


def columns(
    picture: Picture,
    view: View,
    channels: Channels,
    *,
    interpolated: bool = True,
    coloured: bool = False,
) -> Columns:
    """Return the columns of `picture` shown by `view`.

    Args:
        picture: Complete, or as far as it is decoded.
        view: On the same number of frames.
        channels: One lane per channel, or one for all.
        interpolated: Draw the band-limited curve between frames below `CURVE_BELOW`, else straight
            lines.
        coloured: With the shares of three bands of frequency.

    Source: docs/decisions/0004-exact-columns.md.
    """
    exact = extent(picture, view)
    detail = covering(picture, view)
    low, high = _drawn(exact, detail, view, interpolated=interpolated)
    if channels is Channels.MONO:
        exact, (low, high) = _merged(exact), _widest(low, high)
    # Only where the signal crosses zero: elsewhere the body would leave the extremes.
    with_body = (exact.low < 0) & (exact.high > 0) & (view.spp >= RMS_FROM)
    clipped = (exact.high >= FULL_SCALE) | (exact.low <= -1.0)
    return Columns(
        low,
        high,
        np.where(with_body, np.maximum(-exact.rms, exact.low), np.float32(np.nan)),
        np.where(with_body, np.minimum(exact.rms, exact.high), np.float32(np.nan)),
        clipped,
        dots(detail, view),
        _shares(picture, view, channels) if coloured else None,
    )


def _shares(picture: Picture, view: View, channels: Channels) -> Floats:
    energies = band_energies_of(picture, view)
    if channels is Channels.MONO:
        energies = energies.sum(1, keepdims=True)
    return band_shares(energies)


def _drawn(exact: Extent, detail: Detail | None, view: View, *, interpolated: bool) -> Reach:
    """Return the extents to draw, depending on the frames per pixel."""
    if detail is None or view.spp >= JOINED_BELOW or not detail.samples.shape[1]:
        return close_gaps(exact.low, exact.high)
    at = places(view) - detail.first
    if view.spp < CURVE_BELOW and interpolated:
        return curve_columns(detail.samples, at)
    return join_columns(exact.low, exact.high, detail.samples, at)


def _merged(exact: Extent) -> Extent:
    low, high = _widest(exact.low, exact.high)
    rms = np.sqrt(np.mean(exact.rms * exact.rms, 0, keepdims=True))
    return Extent(exact.borders, low, high, rms)


def _widest(low: Floats, high: Floats) -> Reach:
    return np.fmin.reduce(low, 0, keepdims=True), np.fmax.reduce(high, 0, keepdims=True)
