"""Spectral shape: centroid, bandwidth, roll-off, flatness, flux."""

from __future__ import annotations

import numpy as np

from models.audio.windows import overlapping
from models.embedding.descriptor.moments import Floats, weighted_moments
from models.embedding.frontend.normalised_sound import Wave
from models.embedding.frontend.spectrum import BINS, FREQUENCIES, HOP, SIZE, Spectra

EDGES = (0, 60, 120, 250, 500, 1000, 2000, 4000, 8000, 12_000, 22_051)
"""Band edges in Hertz for the energy shares."""
COUNT = 2 * 6 + 3 + len(EDGES) - 1
_FIRST = np.searchsorted(FREQUENCIES, EDGES[:-1])
CHUNK = 32
"""Bins per chunk of the roll-off search; all but the last bin form whole chunks."""
_POWERS = np.stack([np.ones(BINS, np.float32), FREQUENCIES, FREQUENCIES**2], 1)
_ALL = np.ones(CHUNK, np.float32)
"""Multiplying by it is a sum, six times faster than `sum`."""
TINY = np.float32(1e-10)
"""Avoids division by zero in silence."""
FAINT = 1e-3
"""Magnitude (-60 dB) below which sign changes are ignored."""
FLOOR = np.float32(1e-8)
"""Floor for the flatness: -80 dB below the strongest bin of the loudest window.

Anything lower is dither and resampling residue.
"""


def spectral_statistics(wave: Wave, power: Spectra, weight: Floats) -> Floats:
    """Return float32 [COUNT].

    Mean and standard deviation of centroid, bandwidth, 85 and 25 % roll-off (log Hertz), flatness
    (log) and zero crossing rate; mean, standard deviation and maximum of the flux (log); energy
    shares of the bands (log).

    Args:
        wave: The normalised sound.
        power: Its power spectra, float32 [windows, BINS].
        weight: float32 [windows], summing to 1.

    Source: G. Peeters, "A large set of audio features for sound description", IRCAM 2004.
    """
    total, first, second = (power @ _POWERS).T
    total = total + TINY
    centre = first / total
    width = np.sqrt(np.maximum(0, second / total - centre**2))
    upper, lower = _rolled(power, total, (0.85, 0.25))
    above = power + FLOOR * power.max()
    loud = np.log10(above.mean(1))
    flat = np.log10(above, out=above).mean(1) - loud
    logarithms = [np.log10(value + 1e-3) for value in (centre, width, upper, lower)]
    over_time = np.stack([*logarithms, flat, _crossings(wave)], 1)
    mean, spread = weighted_moments(over_time.astype(np.float32), weight)
    flux = _flux(power)
    shares = np.add.reduceat(power.sum(0), _FIRST) / total.sum()
    return np.concatenate(
        [
            mean,
            spread,
            np.log10(np.array([flux.mean(), flux.std(), flux.max()]) + 1e-3),
            np.log10(shares + 1e-6),
        ]
    ).astype(np.float32)


def _rolled(power: Spectra, total: Floats, parts: tuple[float, ...]) -> list[Floats]:
    """Return the roll-off frequencies: below each lies a given part of a window's power.

    Searches chunks of bins first, then bins in the chunk: half the time of a full cumulative sum.
    """
    windows = np.arange(len(power))
    stretches = power[:, :-1].reshape(len(power), -1, CHUNK)
    up_to = np.cumsum(stretches @ _ALL, axis=1)
    found = []
    for part in parts:
        wanted = (part * total)[:, None]
        at = np.minimum((up_to < wanted).sum(1), up_to.shape[1] - 1)
        chosen = stretches[windows, at]
        before = up_to[windows, at] - chosen @ _ALL
        inside = before[:, None] + np.cumsum(chosen, axis=1)
        found.append(FREQUENCIES[at * CHUNK + (inside < wanted).sum(1)])
    return found


def _crossings(wave: Wave) -> Floats:
    """Return the zero crossing rate of each window, ignoring faint frames."""
    audible, below = np.abs(wave) > FAINT, np.signbit(wave)
    beside = np.flatnonzero((below[1:] != below[:-1]) & audible[1:] & audible[:-1]) + 1
    # Across faint frames, from the last audible frame to the next.
    edges = np.flatnonzero(audible[1:] != audible[:-1]) + 1
    last = edges[int(not audible[0]) :: 2] - 1
    following = edges[1 + int(not audible[0]) :: 2]
    beyond = following[below[following] != below[last[: len(following)]]]
    changes = np.concatenate([beside, beyond]) + SIZE // 2
    # Windows consist of whole hops.
    hops = np.bincount(changes // HOP, minlength=len(wave) // HOP + SIZE // HOP)
    windows = overlapping(hops, SIZE // HOP, 1)
    share: Floats = (windows[: 1 + len(wave) // HOP].sum(1) / SIZE).astype(np.float32)
    return share


def _flux(power: Spectra) -> Floats:
    """Return the spectral flux: the norm of the magnitude increases between windows."""
    if len(power) == 1:
        return np.zeros(1, np.float32)
    magnitude = np.sqrt(power)
    rise = np.subtract(magnitude[1:], magnitude[:-1])
    np.maximum(rise, 0, out=rise)
    found: Floats = np.sqrt(np.einsum("ij,ij->i", rise, rise))
    return found
