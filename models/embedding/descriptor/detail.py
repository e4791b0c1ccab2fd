"""Details of envelope and spectrum: shape of the attack and decay, courses, bands, modulation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.embedding.descriptor.envelope import STEP
from models.embedding.descriptor.moments import Floats
from models.embedding.frontend.normalised_sound import RATE, Wave
from models.embedding.frontend.spectrum import BINS, FREQUENCIES, Spectra

EVEN = 16
"""Points of the envelope over the whole length."""
DOUBLING = tuple(0 if at == 0 else 1 << (at - 1) for at in range(11))
"""Edges of the stretches of the envelope, in steps from the beginning."""
BODY, EARLY = 690, 18
"""Steps (2 s, 52 ms) behind the peak over which the slopes of the decay are measured."""
AUDIBLE, LOUD = 0.1, 0.3
"""Parts of the peak from which an attack counts, and from which a maximum counts."""
FEWEST = 4
"""Values of which a slope is measured at least."""
STEEPEST = -500.0
"""Decibels a second, of sounds that end with their peak."""
COURSE = 40
"""Windows (0.46 s) over which the course of brightness and of the lowest peak is measured."""
LOWEST = slice(1, 75)
"""Bins (22 to 1 593 Hz) in which the lowest peak is looked for."""
PARTIALS, FUNDAMENTAL = 12, 400
"""Loudest bins that are compared with a fundamental, and the bins in which that one is."""
ATTACK = 8
"""Windows (93 ms) of the attack; the others are the body."""
BANDS = ((1, 6), (6, 24), (24, 93), (93, 372), (372, 1025))
"""Bins (two octaves each) in which attack and body are compared."""
RATES, TRANSFORM = (0, 4, 8, 16, 32), 1024
"""First bins of the modulation spectrum's parts, up to its 60th, and size of its transform."""
COUNT = 4 + EVEN + len(DOUBLING) - 1 + 9 + len(BANDS) + len(RATES)

Values = NDArray[np.float64]


def detail_statistics(wave: Wave, power: Spectra, envelope: Floats) -> Floats:
    """Return float32 [COUNT], finite.

    Attack time (log), slopes of the decay late and early (signed log of decibels a second), number
    of peaks (log); the envelope at `EVEN` points, and its mean in stretches that double; slope of
    the course of brightness and of the lowest peak, the lowest peak where it is loudest, its share
    of the power there and on average, its deviation; inharmonicity, crest of the spectrum (log),
    length (log); attack against body in `BANDS` (log); modulation of the envelope (log).

    Source: G. Peeters, "A large set of audio features for sound description", IRCAM 2004.

    Args:
        wave: The normalised sound.
        power: Its power spectra, float32 [windows, BINS].
        envelope: Its `rms_envelope`.
    """
    shape = (envelope / (envelope.max() + 1e-12)).astype(np.float64)
    return np.concatenate(
        [_decay(shape), _stretches(shape), _spectrum(wave, power), _modulation(shape)]
    ).astype(np.float32)


def _decay(shape: Values) -> Values:
    peak = int(shape.argmax())
    attack = max(0, peak - int(np.argmax(shape > AUDIBLE))) * STEP / RATE
    level = 20 * np.log10(shape[peak : peak + BODY] + 1e-4)
    slopes = [STEEPEST, STEEPEST]
    if len(level) > FEWEST:
        slopes = [_slope(level) * RATE / STEP, _slope(level[:EARLY]) * RATE / STEP]
    middle = shape[1:-1]
    peaks = (middle > shape[:-2]) & (middle >= shape[2:]) & (middle > LOUD)
    late, early = (np.sign(one) * np.log10(abs(one) + 1) for one in slopes)
    return np.array([np.log10(attack + 2e-3), late, early, np.log10(np.count_nonzero(peaks) + 1)])


def _stretches(shape: Values) -> Values:
    even = np.interp(np.linspace(0, 1, EVEN), np.linspace(0, 1, len(shape)), shape)
    edges = [edge for edge in DOUBLING[:-1] if edge < len(shape)]
    last = shape[: DOUBLING[-1]]
    sums = np.add.reduceat(last, edges)
    doubling = np.zeros(len(DOUBLING) - 1)
    doubling[: len(edges)] = sums / np.diff([*edges, len(last)])
    return np.concatenate([even, doubling])


def _spectrum(wave: Wave, power: Spectra) -> Values:
    total = power.sum(1) + np.float32(1e-12)
    weight = total / total.sum()
    bright = np.log2((power @ FREQUENCIES) / total + 20)
    low = power[:, LOWEST]
    highest = low.argmax(1)
    pitch = np.log2(FREQUENCIES[LOWEST][highest])
    share = low[np.arange(len(low)), highest] / total
    first, loudest = slice(0, COURSE), int(total.argmax())
    spectrum = weight @ power
    loud = np.argpartition(spectrum, BINS - PARTIALS)[-PARTIALS:]
    fundamental = float(FREQUENCIES[int(np.argmax(spectrum[:FUNDAMENTAL]))])
    partials = FREQUENCIES[loud] / max(fundamental, 1.0)
    inharmonic = float(np.abs(partials - np.round(partials)).mean()) if fundamental else 0.0
    attack, body = power[:ATTACK].sum(0), power[ATTACK:].sum(0) + np.float32(1e-9)
    bands = [
        np.log10(attack[begin:end].sum() + 1e-6) - np.log10(body[begin:end].sum() + 1e-6)
        for begin, end in BANDS
    ]
    return np.array(
        [
            _slope(bright[first], weight[first] + 1e-9),
            _slope(pitch[first], weight[first] + 1e-9),
            *(pitch[loudest], share[loudest], share @ weight, pitch[first].std(), inharmonic),
            np.log10(spectrum.max() / (spectrum.mean() + 1e-12) + 1),
            np.log10(len(wave) / RATE + 1e-3),
            *bands,
        ],
        np.float64,
    )


def _modulation(shape: Values) -> Values:
    bins = np.abs(np.fft.rfft(shape - shape.mean(), TRANSFORM))[1:60]
    found: Values = np.log10(np.add.reduceat(bins, RATES) / np.sqrt(len(shape)) + 1e-3)
    return found


def _slope(values: NDArray[np.floating], weight: NDArray[np.floating] | None = None) -> float:
    """Return the slope of the line of weighted least squares, per value; 0 of too few."""
    if len(values) < FEWEST:
        return 0.0
    heights = values.astype(np.float64)
    steps = np.arange(len(heights), dtype=np.float64)
    shares = np.ones(len(heights)) if weight is None else weight.astype(np.float64)
    shares = shares / shares.sum()
    steps = steps - shares @ steps
    return float((shares * steps) @ heights / ((shares * steps) @ steps))
