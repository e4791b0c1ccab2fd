"""Exact extremes and energy of the frames in each pixel column, before joining."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.waveform.detail import FINE, covering
from models.waveform.picture import Picture
from models.waveform.reduction.pyramid import Floats, Level
from models.waveform.view import View

Borders = NDArray[np.int64]
Places = NDArray[np.float64]

RMS_FROM = 32
"""Frames per pixel from which the RMS is meaningful."""
NUDGE = 1e-6
"""Tolerance in frames for borders that are whole numbers up to rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Extent:
    """Extremes and RMS of each column; NaN for columns without a frame."""

    borders: Borders
    """int64 [width + 1]: column j holds the frames `borders[j]` to `borders[j + 1]`. Where bins
    are larger than a column, the extremes are those of whole bins."""
    low: Floats
    """float32 [channels, width]: minimum."""
    high: Floats
    """float32 [channels, width]: maximum."""
    rms: Floats
    """float32 [channels, width]: root mean square; NaN below `RMS_FROM` too."""


def places(view: View) -> Places:
    """Return the borders of the columns: float64 [width + 1] frames."""
    numbers = np.arange(view.column, view.column + view.width + 1, dtype=np.float64)
    at: Places = view.origin + numbers * view.spp
    return at


def extent(picture: Picture, view: View) -> Extent:
    """Return the extent of each column of `view`.

    Exact within its borders, which are off by less than one frame (from raw frames) or at most 1/16
    pixel (from bins), as soon as `wanted_detail` is `None`.
    """
    at = places(view)
    detail = covering(picture, view)
    if detail is None:
        level = picture.pyramid.level(view.spp / FINE)
        found = _from_bins(level, picture.pyramid.frames, at, view.spp)
        return _sketched(found, picture, at, view.spp)
    first, end = int(detail.first), int(detail.first) + detail.samples.shape[1]
    if detail.bins is not None and detail.bins.size * FINE <= view.spp:
        found = _from_bins(detail.bins, end - first, at - first, view.spp)
        return Extent(found.borders + first, found.low, found.high, found.rms)
    borders = np.clip(_whole(at), first, max(first, min(end, picture.frames)))
    inside = borders - first
    low = _reduced(np.minimum, detail.samples, inside)
    high = _reduced(np.maximum, detail.samples, inside)
    rms = _rms(detail.samples, inside) if view.spp >= RMS_FROM else np.full_like(low, np.nan)
    return Extent(borders, low, high, rms)


def _whole(at: Places) -> Borders:
    return np.ceil(at - NUDGE).astype(np.int64)


def _from_bins(level: Level, frames: int, at: Places, spp: float) -> Extent:
    if level.size > spp:
        return _under(level, frames, at)
    bins = bin_borders(level, frames, at)
    borders = np.minimum(bins * level.size, frames)
    energy = _reduced(np.add, level.energy, bins)
    return Extent(
        borders,
        _reduced(np.minimum, level.low, bins),
        _reduced(np.maximum, level.high, bins),
        _root(energy, np.diff(borders)),
    )


def bin_borders(level: Level, frames: int, at: Places) -> Borders:
    """Return the bins nearest to the borders of columns: int64, 0 to `level.bins`.

    Args:
        level: Whose bins are not larger than a column.
        frames: Reduced so far.
        at: Borders of the columns in frames.
    """
    bins = np.floor(at / level.size + 0.5)
    # The last, shorter bin belongs to the column at the end of the sound.
    bins[at > frames - 0.5] = level.bins
    return np.clip(bins, 0, level.bins).astype(np.int64)


def _under(level: Level, frames: int, at: Places) -> Extent:
    """Return the bins touched by columns smaller than a bin: at most two each."""
    borders = np.clip(_whole(at), 0, frames)
    low = np.full((level.low.shape[0], len(at) - 1), np.nan, np.float32)
    high, rms = low.copy(), low.copy()
    held = (at[1:] > 0) & (at[:-1] < min(frames, level.bins * level.size))
    if held.any():
        one = np.clip(np.floor(at[:-1][held] / level.size), 0, level.bins - 1).astype(np.int64)
        other = np.clip(np.ceil(at[1:][held] / level.size) - 1, one, level.bins - 1)
        other = other.astype(np.int64)
        low[:, held] = np.minimum(level.low[:, one], level.low[:, other])
        high[:, held] = np.maximum(level.high[:, one], level.high[:, other])
        length = np.minimum(frames, (one + 1) * level.size) - one * level.size
        rms[:, held] = _root(level.energy[:, one], length)
    return Extent(borders, low, high, rms)


def _sketched(found: Extent, picture: Picture, at: Places, spp: float) -> Extent:
    """Return `found`, with the sketch in columns that are not decoded yet."""
    if picture.complete or picture.sketch is None:
        return found
    rough = _from_bins(picture.sketch, picture.frames, at, spp)
    missing = np.isnan(found.low)
    return Extent(
        found.borders,
        np.where(missing, rough.low, found.low),
        np.where(missing, rough.high, found.high),
        np.where(missing, rough.rms, found.rms),
    )


def _rms(samples: Floats, borders: Borders) -> Floats:
    seen = samples[:, borders[0] : borders[-1]]
    energy = _reduced(np.add, seen * seen, borders - borders[0])
    return _root(energy, np.diff(borders))


def _root(energy: Floats, frames: Borders) -> Floats:
    return np.sqrt(energy / np.maximum(1, frames)).astype(np.float32)


def _reduced(ufunc: np.ufunc, values: Floats, at: Borders) -> Floats:
    """Return `ufunc` over `values[:, at[j]:at[j+1]]` for each j; NaN where that is empty."""
    found = np.full((values.shape[0], len(at) - 1), np.nan, np.float32)
    filled = at[1:] > at[:-1]
    if filled.any():
        # Cut at the last border: reduceat's last segment would run to the end of the array.
        found[:, filled] = ufunc.reduceat(values[:, : at[-1]], at[:-1][filled], axis=1)
    return found
