"""Energy of each pixel column in three bands of frequency."""

from __future__ import annotations

import numpy as np

from models.waveform.detail import FINE
from models.waveform.picture import Picture
from models.waveform.reduction.pyramid import Floats, Level
from models.waveform.shape.extent import Borders, Places, bin_borders, places
from models.waveform.view import View

BANDS = 3
"""Low, mid, high."""
WEIGHTS = np.array([1.0, 3.0, 9.0], np.float32)
"""What bands count for in the colour: the spectrum of music falls by 4 to 6 dB per octave, and the
centres of the bands are three octaves apart."""


def band_window(picture: Picture) -> int:
    """Return the frames that a column shows at least: 10 ms, for less has no low frequencies."""
    return FINE * picture.pyramid.levels[0].size


def band_energies_of(picture: Picture, view: View) -> Floats:
    """Return the energy of each column of `view` in the low, the mid and the high band.

    From `band_window` frames per pixel on, these are the columns of `extent`, with the same
    borders. In closer views they are the whole bins next to the `band_window` frames around the
    centre of each column.

    Returns:
        float32 [3, channels, width]; NaN where nothing is decoded or measured yet.
    """
    found = np.full((BANDS, picture.channels, view.width), np.nan, np.float32)
    first, last, level = _bins(picture, view)
    if level.bands is None:
        return found
    filled = last > first
    if not filled.any():
        return found
    begin, end = int(first[filled].min()), int(last.max())
    low, mid = (_between(rows[:, begin:end], first - begin, last - begin) for rows in level.bands)
    every = _between(level.energy[:, begin:end], first - begin, last - begin)
    stacked = np.stack([low, mid, np.maximum(every - low - mid, 0)])
    found[:, :, filled] = stacked[:, :, filled]
    return found


def band_shares(energies: Floats) -> Floats:
    """Return the share of each band in the colour of a column.

    Args:
        energies: float32 [3, lanes, width].

    Returns:
        float32 [3, lanes, width], with a sum of 1; all 0 where the energy is 0 or unknown.
    """
    weighted = np.nan_to_num(energies, nan=0.0, posinf=0.0, neginf=0.0) * WEIGHTS[:, None, None]
    total = weighted.sum(0)
    shares: Floats = np.divide(weighted, total, out=np.zeros_like(weighted), where=total > 0)
    return shares


def _bins(picture: Picture, view: View) -> tuple[Borders, Borders, Level]:
    """Return the first and last (exclusive) bin of each column, and their level."""
    at, frames, window = places(view), picture.pyramid.frames, band_window(picture)
    level = picture.pyramid.level(max(view.spp, window) / FINE)
    if view.spp >= window:
        bins = bin_borders(level, frames, at)
        return bins[:-1], bins[1:], level
    centres = (at[:-1] + at[1:]) / 2
    first = np.clip(_nearest(centres - window / 2, level), 0, level.bins)
    last = np.clip(_nearest(centres - window / 2, level) + FINE, 0, level.bins)
    last[(centres < 0) | (centres >= frames)] = 0
    return first, last, level


def _nearest(at: Places, level: Level) -> Borders:
    return np.floor(at / level.size + 0.5).astype(np.int64)


def _between(rows: Floats, first: Borders, last: Borders) -> Floats:
    """Return the sums of `rows` from `first` to `last`; in float64, so differences are exact."""
    sums = np.zeros((rows.shape[0], rows.shape[1] + 1))
    np.cumsum(rows, axis=1, dtype=np.float64, out=sums[:, 1:])
    top = rows.shape[1]
    found = sums[:, np.clip(last, 0, top)] - sums[:, np.clip(first, 0, top)]
    return found.astype(np.float32)
