"""Synthesised notes, chords and pads of synthesisers with random parameters.

The freely licensed packs hold synthesisers only as programs of General MIDI fonts, and the voices
of `scripts/labelling/synthesis.py` are chords: without these, leads of other makers are classified
as instruments. The voices are the usual ways of synthesis: subtractive, pulse width, hard sync,
frequency modulation, detuned stacks, and wavetables. Every range is that in which nobody would take
the sound for a recorded instrument or a bass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile

from models.types.sound_type import SoundType
from scripts.demo.sound.colour import band, low
from scripts.demo.sound.envelope import decay, driven, hold, swell
from scripts.demo.sound.wave import Mono, noise, times, tone
from scripts.labelling.synthesis import CHORDS, PEAK, RATE, SEED

BASE = 440.0
"""Hertz of A4."""
LOWEST, HIGHEST = 48, 84
"""Range of the notes as MIDI note numbers."""
TOP = 0.45 * RATE
"""Hertz: no harmonic above."""

Chance = np.random.Generator
Voice = Callable[[Chance], Mono]


def synthesise_synths(out: Path) -> Iterator[tuple[Path, SoundType]]:
    """Yield sounds written to `out`, deterministically."""
    for number, (name, count, voice) in enumerate(VOICES):
        chance = np.random.default_rng((SEED, 100 + number))
        for at in range(count):
            frames = voice(chance)
            path = out / f"synthesiser {name} {at}.wav"
            soundfile.write(path, PEAK * frames / np.abs(frames).max(), RATE)
            yield path, SoundType.SYNTH


def _between(chance: Chance, lowest: float, highest: float) -> float:
    """Return a log-uniform random number."""
    return float(np.exp(chance.uniform(np.log(lowest), np.log(highest))))


def _hertz(note: float) -> float:
    return float(BASE * 2 ** ((note - 69) / 12))


def _note(chance: Chance, lowest: int = LOWEST, highest: int = HIGHEST) -> float:
    return _hertz(float(chance.integers(lowest, highest + 1)))


def _chord(chance: Chance) -> list[float]:
    root = int(chance.integers(LOWEST, LOWEST + 18))
    return [_hertz(root + step) for step in CHORDS[chance.integers(len(CHORDS))]]


def _vibrato(moments: Mono, chance: Chance) -> Mono:
    """Return a factor of frequency: a vibrato that sets in late, or none."""
    depth = chance.choice((0.0, 0.0, 0.006, 0.012))
    rate = chance.uniform(4.5, 7)
    return np.asarray(1 + depth * swell(moments, 0.5) * np.sin(2 * np.pi * rate * moments))


def _pulses(pitch: Mono, width: Mono | float) -> Mono:
    """Return a pulse wave, band-limited: the difference of two sawtooths.

    Args:
        pitch: Hertz of each frame.
        width: Share of the period that is high.
    """
    turns = np.cumsum(pitch) / RATE
    return _saw(turns, pitch) - _saw(turns + width, pitch)


def _saw(turns: Mono, pitch: Mono) -> Mono:
    """Return a sawtooth whose steps are smoothed by a second-order polynomial.

    Source: V. Välimäki and A. Huovilainen, "Antialiasing oscillators in subtractive synthesis",
    IEEE Signal Processing Magazine, 2007 (PolyBLEP).
    """
    place, step = turns % 1.0, pitch / RATE
    plain = 2 * place - 1
    after, before = place < step, place > 1 - step
    early = place / step
    late = (place - 1) / step
    plain = plain - np.where(after, 2 * early - early**2 - 1, 0.0)
    return np.asarray(plain - np.where(before, late**2 + 2 * late + 1, 0.0))


def _filtered(signal: Mono, cutoff: Mono, sharpness: float) -> Mono:
    """Return `signal` through a resonant low-pass that moves: a state variable filter.

    Source: A. Simper, "Linear trapezoidal integrated state variable filter", Cytomic, 2013.
    """
    slopes = np.tan(np.pi * np.clip(cutoff, 30, 0.9 * TOP) / RATE)
    damping = 1 / sharpness
    first = second = 0.0
    out = np.empty_like(signal)
    for at, (value, slope) in enumerate(zip(signal.tolist(), slopes.tolist(), strict=True)):
        share = 1 / (1 + slope * (slope + damping))
        rest = value - second
        middle = share * first + slope * share * rest
        bottom = second + slope * middle
        first, second = 2 * middle - first, 2 * bottom - second
        out[at] = bottom
    return out


def _swept(moments: Mono, chance: Chance, pitch: float) -> Mono:
    """Return the cutoff in Hz of each frame: it falls from the attack on, or rises."""
    base = pitch * _between(chance, 1.2, 8)
    above = _between(chance, 200, 9000)
    if chance.random() < 0.75:
        return np.asarray(base + above * decay(moments, _between(chance, 0.03, 0.5)))
    return np.asarray(base + above * swell(moments, _between(chance, 0.2, 1.5)))


def _shaped(moments: Mono, chance: Chance) -> Mono:
    held = hold(moments, _between(chance, 0.001, 0.05), _between(chance, 0.02, 0.3))
    if chance.random() < 0.5:
        return held
    return held * decay(moments, _between(chance, 0.1, 1.0))


def _lead(chance: Chance) -> Mono:
    """Return a note of one or two slightly detuned sawtooths."""
    moments, root = times(_between(chance, 0.3, 2.5), RATE), _note(chance)
    pitch = root * _vibrato(moments, chance)
    detune = 2 ** (_between(chance, 2, 18) / 1200)
    raw = _saw(np.cumsum(pitch) / RATE, pitch)
    if chance.random() < 0.6:
        raw = raw + _saw(np.cumsum(pitch * detune) / RATE + 0.37, pitch * detune)
    sharpness = _between(chance, 0.6, 5)
    return _filtered(raw, _swept(moments, chance, root), sharpness) * _shaped(moments, chance)


def _pulse(chance: Chance) -> Mono:
    """Return a note of a pulse wave whose width may move."""
    moments, root = times(_between(chance, 0.3, 2.5), RATE), _note(chance)
    pitch = root * _vibrato(moments, chance)
    width = chance.choice((0.5, 0.25, 0.125))
    move = chance.choice((0.0, 0.0, 0.08))
    moving = width + move * np.sin(2 * np.pi * chance.uniform(0.3, 4) * moments)
    raw = _pulses(pitch, moving)
    if chance.random() < 0.4:  # as it comes out of a chip
        return raw * _shaped(moments, chance)
    sharpness = _between(chance, 0.6, 4)
    return _filtered(raw, _swept(moments, chance, root), sharpness) * _shaped(moments, chance)


def _modulated(chance: Chance) -> Mono:
    """Return a note of two operators: a sine whose phase another sine of any ratio moves."""
    moments, root = times(_between(chance, 0.3, 3), RATE), _note(chance)
    ratio = float(chance.choice((0.5, 1, 1, 2, 3, 4, 5, 7, 1.41)))
    depth = _between(chance, 0.5, 6)
    shape = decay(moments, _between(chance, 0.15, 3)) if chance.random() < 0.6 else 1.0
    other = np.sin(2 * np.pi * np.cumsum(root * ratio * _vibrato(moments, chance)) / RATE)
    body = np.sin(
        2 * np.pi * np.cumsum(root * _vibrato(moments, chance)) / RATE + depth * shape * other
    )
    return np.asarray(body * _shaped(moments, chance))


def _synchronised(chance: Chance) -> Mono:
    """Return a note of a sawtooth that another one restarts, while it sweeps."""
    moments, root = times(_between(chance, 0.4, 2), RATE), _note(chance, LOWEST, HIGHEST - 12)
    ratio = 1.2 + _between(chance, 0.5, 4) * decay(moments, _between(chance, 0.1, 0.8))
    turns = np.cumsum(np.full_like(moments, root)) / RATE
    raw = 2 * ((turns % 1.0) * ratio % 1.0) - 1
    return low(raw, RATE, _between(chance, 4000, 14_000)) * _shaped(moments, chance)


def _stack(chance: Chance) -> Mono:
    """Return seven detuned sawtooths on a note or a chord, as for a trance lead or a stab."""
    moments = times(_between(chance, 0.25, 2.0), RATE)
    roots = _chord(chance) if chance.random() < 0.5 else [_note(chance)]
    wide = _between(chance, 5, 45)
    raw = np.zeros_like(moments)
    for root in roots:
        for cents in np.linspace(-wide, wide, 7):
            pitch = np.full_like(moments, root * 2 ** (cents / 1200))
            raw += _saw(np.cumsum(pitch) / RATE + chance.uniform(), pitch)
    cutoff = _swept(moments, chance, min(roots))
    return _filtered(raw, cutoff, _between(chance, 0.6, 2)) * _shaped(moments, chance)


def _pluck(chance: Chance) -> Mono:
    """Return a short note whose filter closes at once."""
    moments, root = times(_between(chance, 0.2, 1.0), RATE), _note(chance)
    pitch = np.full_like(moments, root)
    turns = np.cumsum(pitch) / RATE
    raw = _saw(turns, pitch) if chance.random() < 0.5 else _pulses(pitch, 0.5)
    half = _between(chance, 0.02, 0.12)
    cutoff = root + _between(chance, 2000, 12_000) * decay(moments, half)
    out = _filtered(raw, cutoff, _between(chance, 0.7, 4)) * decay(moments, 2.5 * half)
    return out * hold(moments, 0.001, 0.02)


def _pad(chance: Chance) -> Mono:
    """Return a slow chord or note of detuned voices under a filter that breathes."""
    moments = times(_between(chance, 1.8, 4.5), RATE)
    roots = _chord(chance) if chance.random() < 0.6 else [_note(chance, LOWEST, 72)]
    raw = np.zeros_like(moments)
    pulsed = chance.random() < 0.4
    for root in roots:
        for _ in range(3):
            drift = 2 ** (
                chance.uniform(3, 15)
                * np.sin(2 * np.pi * (chance.uniform(0.1, 0.7) * moments + chance.uniform()))
                / 1200
            )
            pitch = root * 2 ** (chance.uniform(-8, 8) / 1200) * drift
            turns = np.cumsum(pitch) / RATE + chance.uniform()
            raw += _saw(turns, pitch) - (_saw(turns + 0.5, pitch) if pulsed else 0.0)
    middle = min(roots) * _between(chance, 1.5, 8)
    cutoff = middle * 2 ** (
        chance.uniform(0, 1.2) * np.sin(2 * np.pi * chance.uniform(0.1, 0.6) * moments)
    )
    out = _filtered(raw, cutoff, _between(chance, 0.6, 2.5))
    if chance.random() < 0.4:
        out = out / np.abs(out).max() + _between(chance, 0.02, 0.15) * band(
            noise(len(moments), int(chance.integers(1, 1_000_000))), RATE, 800, 7000
        )
    return out * hold(moments, _between(chance, 0.15, 1.2), _between(chance, 0.3, 1.2))


def _glassy(chance: Chance) -> Mono:
    """Return a sustained note of few partials that shimmer, as of wavetables."""
    moments, root = times(_between(chance, 0.8, 3), RATE), _note(chance)
    out = np.zeros_like(moments)
    for number in range(1, int(chance.integers(4, 14))):
        if number * root > TOP:
            break
        loud = chance.uniform(0, 1) / number**0.7
        beat = 1 + 0.6 * np.sin(2 * np.pi * (chance.uniform(0.2, 3) * moments + chance.uniform()))
        out += (
            loud
            * beat
            * tone(
                number * root * 2 ** (chance.uniform(-6, 6) / 1200), moments, RATE, chance.uniform()
            )
        )
    return driven(out, _between(chance, 1.05, 2)) * _shaped(moments, chance)


VOICES: tuple[tuple[str, int, Voice], ...] = (
    ("lead", 24, _lead),
    ("pulse", 20, _pulse),
    ("modulated", 20, _modulated),
    ("synchronised", 10, _synchronised),
    ("stack", 14, _stack),
    ("pluck", 14, _pluck),
    ("pad", 24, _pad),
    ("glassy", 14, _glassy),
)
"""Name, count, and generator."""
