"""A voice: pulses of the glottis through resonances that move from vowel to vowel.

Sources: pulse of Rosenberg, "Effect of glottal pulse shape on the quality of natural vowels",
JASA 49 (1971); resonators in series of Klatt, "Software for a cascade/parallel formant
synthesizer", JASA 67 (1980); formants of women of Peterson and Barney, "Control methods used in a
study of the vowels", JASA 24 (1952), table II, with a fourth one above them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scripts.demo.sound.colour import band, high
from scripts.demo.sound.wave import Mono, noise

FORMANTS = {
    "a": (850, 1220, 2810, 3800),
    "e": (610, 2330, 2990, 4000),
    "i": (310, 2790, 3310, 4200),
    "o": (590, 920, 2710, 3700),
    "ae": (860, 2050, 2850, 3900),
    "er": (500, 1640, 1960, 3400),
    "m": (280, 1100, 2400, 3500),
}
"""Hertz of four resonances for each vowel, and of a hum."""
WIDTHS = (70, 90, 120, 180)
"""Bandwidths of the resonances in Hertz."""
OPEN = 0.6
"""Part of a period in which the glottis is open."""
GLIDE = 0.05
"""Seconds in which pitch and vowel go over to the next sound."""


@dataclass(frozen=True, slots=True)
class Phone:
    """One sound of speech."""

    kind: str
    """A vowel or `m`; `s` and `t` are noise, `h` is breath."""
    seconds: float
    first: float = 0.0
    """Pitch in Hertz at its beginning; 0: as before."""
    last: float = 0.0
    """Pitch at its end."""


PHRASE = (
    *(Phone("m", 0.08, 200, 220), Phone("a", 0.25, 220, 260), Phone("s", 0.09)),
    *(Phone("i", 0.2, 260, 240), Phone("t", 0.07), Phone("e", 0.22, 250, 200), Phone("s", 0.1)),
    *(Phone("o", 0.25, 210, 190), Phone("m", 0.08, 190, 180), Phone("a", 0.35, 180, 150)),
    *(Phone("h", 0.08), Phone("ae", 0.2, 240, 220), Phone("t", 0.06), Phone("er", 0.4, 220, 140)),
)
"""Means nothing in any language."""


def phrase(rate: int, phones: Sequence[Phone] = PHRASE) -> Mono:
    """Return a spoken phrase."""
    plan = _Plan(rate, phones)
    frames = len(plan.pitch)
    waver = _smooth(noise(frames, 141), rate, 0.02)
    turns = np.cumsum(plan.pitch * (1 + 0.02 * waver / np.max(np.abs(waver)))) / rate
    voice = _pulse(turns % 1.0) * (1 + 0.5 * _smooth(noise(frames, 142), rate, 0.005))
    air = high(noise(frames, 143), rate, 1000)
    voice = (voice + 0.1 * air) * plan.voiced + 0.18 * air * plan.breath
    for centre, width in zip(plan.formants, WIDTHS, strict=True):
        voice = _resonated(voice, centre / rate, width / rate)
    voice = np.diff(voice, prepend=0.0)  # what leaves the lips is the change of the flow
    sharp = band(noise(frames, 144), rate, 4000, 9000, 3)
    return np.asarray(voice / np.max(np.abs(voice)) + 0.12 * sharp * plan.hiss)


class _Plan:
    """What each phone asks for, per frame."""

    def __init__(self, rate: int, phones: Sequence[Phone]) -> None:
        ends = np.round(np.cumsum([one.seconds for one in phones]) * rate).astype(int)
        frames = int(ends[-1])
        pitch, voiced, breath, hiss = (np.zeros(frames) for _ in range(4))
        vowels = np.zeros((len(WIDTHS), frames))
        height, shape = phones[0].first, FORMANTS["e"]
        for begin, end, one in zip((0, *ends[:-1]), ends, phones, strict=True):
            part = slice(begin, end)
            shape = FORMANTS.get(one.kind, shape)
            pitch[part] = np.linspace(one.first or height, one.last or height, end - begin)
            height = one.last or height
            vowels[:, part] = np.array(shape, np.float64)[:, None]
            if one.kind in FORMANTS:
                voiced[part] = 0.35 if one.kind == "m" else 1.0
            elif one.kind == "h":
                breath[part] = 1.0
            elif one.kind == "s":
                hiss[part] = 1.0
            else:
                hiss[end - round(0.02 * rate) : end] = 1.5  # silence before it
        self.pitch = _smooth(pitch, rate, GLIDE)
        self.formants = [_smooth(one, rate, GLIDE) for one in vowels]
        self.voiced, self.breath = _smooth(voiced, rate, 0.03), _smooth(breath, rate, 0.03)
        self.hiss = _smooth(hiss, rate, 0.015)


def _pulse(phase: Mono) -> Mono:
    """Return the change of the flow through the glottis at a phase of 0..1."""
    rise = OPEN * 0.67
    rising = np.sin(np.pi * phase / rise) * np.pi / 2 / rise
    fall = OPEN - rise
    falling = -np.pi / 2 / fall * np.sin(np.pi / 2 * (phase - rise) / fall)
    return np.asarray(np.where(phase < rise, rising, np.where(phase < OPEN, falling, 0.0)))


def _resonated(signal: Mono, centre: Mono, width: float) -> Mono:
    """Return a signal through a resonator that moves; both in fractions of the sample rate."""
    radius = np.exp(-np.pi * width)
    first = 2 * radius * np.cos(2 * np.pi * centre)
    second = -(radius**2)
    gain = (1 - first - second) * signal
    total = np.empty_like(signal)
    before = earlier = 0.0
    for at, (fed, back) in enumerate(zip(gain.tolist(), first.tolist(), strict=True)):
        before, earlier = fed + back * before + second * earlier, before
        total[at] = before
    return total


def _smooth(values: Mono, rate: int, seconds: float) -> Mono:
    """Return a moving average, weighted by a Hann window."""
    length = round(seconds * rate)
    weights = np.hanning(length)
    padded = np.pad(values, (length, length), mode="edge")
    return np.convolve(padded, weights / weights.sum(), "same")[length:-length]
