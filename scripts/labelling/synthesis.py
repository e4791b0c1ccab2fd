"""Synthesised drum machine and synthesiser sounds with random parameters.

The freely licensed packs hold few electronic drums, hardly a crash and no sub bass; without these
an electronic crash is classified as an open hat and a sub bass as a kick. The voices are those of
`scripts/demo`; every range is that in which a musician would still use the type's name. Borderline
sounds (a long 808 kick and a bass, a long open hat and a short ride) are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile

from models.types.sound_type import SoundType
from scripts.demo.drum.clap import Clap
from scripts.demo.drum.hat import Hat
from scripts.demo.drum.kick import Kick
from scripts.demo.drum.percussion import conga, shaker, tambourine, tom, wood
from scripts.demo.drum.snare import Snare, rim
from scripts.demo.sound.colour import band, high, low
from scripts.demo.sound.envelope import decay, driven, hold, pluck, swell
from scripts.demo.sound.space import Stereo
from scripts.demo.sound.wave import Mono, harmonics, noise, times, tone
from scripts.demo.tone.bass import beating, modulated, plucked, squelch
from scripts.demo.tone.effect import fall, impact, riser, zap
from scripts.demo.tone.pad import Pad
from scripts.demo.tone.stab import bell, dub, organ, saws

RATE = 44_100
"""Sample rate of every sound in Hz."""
PEAK = 0.9
SEED = 1
NOTES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
CHORDS = ((0, 3, 7), (0, 4, 7), (0, 7, 12), (0, 3, 7, 10), (0, 4, 7, 11))
"""Semitones above the root."""
PARTIALS = 160
"""Number of plate modes: enough that none stands out."""

Chance = np.random.Generator
Voice = Callable[[Chance], Mono | Stereo]


def synthesise(out: Path) -> Iterator[tuple[Path, SoundType]]:
    """Yield sounds written to `out`, deterministically."""
    for number, (name, kind, count, voice) in enumerate(VOICES):
        chance = np.random.default_rng((SEED, number))
        for at in range(count):
            frames = np.atleast_2d(voice(chance))
            path = out / f"synthesis {name} {at}.wav"
            soundfile.write(path, (PEAK * frames / np.abs(frames).max()).T, RATE)
            yield path, kind


def _between(chance: Chance, lowest: float, highest: float) -> float:
    """Return a log-uniform random number."""
    return float(np.exp(chance.uniform(np.log(lowest), np.log(highest))))


def _seed(chance: Chance) -> int:
    return int(chance.integers(1, 1_000_000))


def _note(chance: Chance, lowest: int, highest: int) -> str:
    return f"{NOTES[chance.integers(12)]}{chance.integers(lowest, highest + 1)}"


def _chord(chance: Chance, octave: int) -> tuple[str, ...]:
    root = int(chance.integers(12))
    steps = [root + one for one in CHORDS[chance.integers(len(CHORDS))]]
    return tuple(f"{NOTES[step % 12]}{octave + step // 12}" for step in steps)


def _kick(chance: Chance) -> Mono:
    bottom = _between(chance, 38, 75)
    return Kick(
        bottom,
        bottom * _between(chance, 2.5, 18),
        _between(chance, 0.004, 0.025),
        _between(chance, 0.04, 0.2),
        1.0,
        chance.uniform(0, 0.9),
        _between(chance, 2000, 12_000),
        _between(chance, 1.05, 5),
        _seed(chance),
    )(RATE)


def _snare(chance: Chance) -> Mono:
    return Snare(
        _between(chance, 130, 260),
        _between(chance, 0.015, 0.08),
        chance.uniform(0.5, 1.3),
        _between(chance, 0.03, 0.12),
        _between(chance, 700, 2500),
        _between(chance, 6000, 15_000),
        0.6,
        _between(chance, 1.1, 3),
        _seed(chance),
    )(RATE)


def _clap(chance: Chance) -> Stereo:
    hands = np.cumsum(chance.uniform(0.005, 0.014, chance.integers(2, 6)))
    return Clap(
        tuple((hands - hands[0]).tolist()),
        _between(chance, 800, 2000),
        _between(chance, 0.015, 0.06),
        _seed(chance),
        chance.uniform(0.1, 0.6),
    )(RATE)


def _hat(chance: Chance, shortest: float, longest: float) -> Mono:
    half = _between(chance, shortest, longest)
    return Hat(
        half,
        min(1.1, 8 * half + 0.03),
        _between(chance, 5500, 9500),
        chance.uniform(0, 1),
        _between(chance, 0.75, 1.3),
        _between(chance, 0.0005, 0.008),
        _seed(chance),
    )(RATE)


def _closed_hat(chance: Chance) -> Mono:
    return _hat(chance, 0.006, 0.035)


def _open_hat(chance: Chance) -> Mono:
    return _hat(chance, 0.05, 0.15)


def _machine_cymbal(chance: Chance) -> Mono:
    half = _between(chance, 0.2, 0.8)
    return Hat(
        half,
        min(4.0, 6 * half),
        _between(chance, 2500, 5500),
        chance.uniform(0.3, 1),
        _between(chance, 0.8, 1.4),
        0.0008,
        _seed(chance),
    )(RATE)


def _plate(chance: Chance, struck: float) -> Mono:
    """Return a metal plate: inharmonic partials, the high ones decaying faster.

    Args:
        chance: Source of all other parameters.
        struck: Level of the stick against the plate's noise; high in a ride, low in a crash.
    """
    half = _between(chance, 0.25, 1.0)
    moments = times(min(4.5, 5 * half), RATE)
    bottom, top = _between(chance, 250, 900), _between(chance, 9000, 16_000)
    ringing = np.zeros_like(moments)
    for _ in range(PARTIALS):
        frequency = _between(chance, bottom, top)
        shape = decay(moments, half * (1500 / (1500 + frequency)) ** 0.5 * chance.uniform(0.7, 1.6))
        ringing += tone(frequency, moments, RATE, chance.uniform()) * shape
    wash = high(noise(len(moments), _seed(chance)), RATE, 2500) * decay(moments, half * 0.6)
    stick = band(noise(len(moments), _seed(chance)), RATE, 2500, 9000) * decay(moments, 0.006)
    parts = [part / np.abs(part).max() for part in (ringing, wash, stick)]
    both = parts[0] + chance.uniform(0.2, 1.2) * parts[1] * (1 - 0.7 * struck) + struck * parts[2]
    return np.asarray(both * swell(moments, _between(chance, 0.0006, 0.006)))


def _crash(chance: Chance) -> Mono:
    return _plate(chance, 0.2)


def _ride(chance: Chance) -> Mono:
    return _plate(chance, 1.0)


def _tom(chance: Chance) -> Mono:
    return tom(RATE, _between(chance, 62, 210), _between(chance, 0.4, 1.1), _seed(chance))


def _sine_tom(chance: Chance) -> Mono:
    """Return an analogue drum machine tom: a sine with slightly falling pitch, no skin."""
    moments = times(_between(chance, 0.4, 1.0), RATE)
    root = _between(chance, 75, 240)
    bend = 1 + chance.uniform(0.1, 0.6) * decay(moments, _between(chance, 0.02, 0.08))
    body = tone(root * bend, moments, RATE) * pluck(moments, 0.001, _between(chance, 0.05, 0.16))
    skin = low(noise(len(moments), _seed(chance)), RATE, 1200) * decay(moments, 0.04)
    return driven(body + chance.uniform(0, 0.4) * skin, _between(chance, 1.05, 2))


def _machine_snare(chance: Chance) -> Mono:
    """Return an analogue drum machine snare: two sines and high noise."""
    moments = times(0.5, RATE)
    root = _between(chance, 150, 240)
    body = tone(root, moments, RATE) * decay(moments, _between(chance, 0.015, 0.05))
    body += 0.7 * tone(1.9 * root, moments, RATE) * decay(moments, _between(chance, 0.01, 0.03))
    hiss = high(noise(len(moments), _seed(chance)), RATE, _between(chance, 900, 4000))
    hiss *= decay(moments, _between(chance, 0.02, 0.09))
    return driven(body + chance.uniform(0.3, 1.2) * hiss, 1.2) * swell(moments, 0.0005)


def _conga(chance: Chance) -> Mono:
    return conga(RATE, _between(chance, 180, 380), chance.uniform(0.1, 1), _seed(chance))


def _cowbell(chance: Chance) -> Mono:
    moments, root = times(0.6, RATE), _between(chance, 420, 720)
    both = harmonics(root, moments, RATE, 9000.0, odd=True)
    both += harmonics(root * chance.uniform(1.42, 1.56), moments, RATE, 9000.0, odd=True)
    shape = decay(moments, 0.012) + decay(moments, _between(chance, 0.04, 0.13))
    return band(both, RATE, root, 4500, 1) * shape * swell(moments, 0.0008)


def _shaker(chance: Chance) -> Mono:
    """Return a shaker, one or two strokes, with more varied speed than the demo's."""
    quick = _between(chance, 0.7, 1.4)
    made = shaker(round(RATE * quick), _seed(chance))
    return band(made, RATE, _between(chance, 3000, 6000), _between(chance, 9000, 15_000), 1)


def _jingles(chance: Chance) -> Mono:
    return high(tambourine(round(RATE * chance.uniform(0.8, 1.2)), _seed(chance)), RATE, 4000, 1)


def _wood(chance: Chance) -> Mono:
    root = _between(chance, 600, 2700)
    return wood(RATE, root, root * chance.uniform(1.4, 2.1), _between(chance, 0.012, 0.03))


def _rim(chance: Chance) -> Mono:
    root = _between(chance, 320, 560)
    top = root * chance.uniform(3, 6.5)
    return rim(RATE, root, top, _between(chance, 0.007, 0.022), _seed(chance))


def _sub(chance: Chance) -> Mono:
    """Return a sub bass: almost a sine, sustained or slowly decaying."""
    moments = times(_between(chance, 0.5, 2.5), RATE)
    root = _between(chance, 31, 98)
    bend = 1 + chance.uniform(0, 0.5) * decay(moments, _between(chance, 0.004, 0.012))
    body = tone(root * bend, moments, RATE)
    body += chance.uniform(0, 0.25) * tone(2 * root * bend, moments, RATE)
    body = driven(body * decay(moments, _between(chance, 0.4, 4)), _between(chance, 1.05, 3))
    return body * hold(moments, _between(chance, 0.001, 0.02), _between(chance, 0.03, 0.15))


def _pluck(chance: Chance) -> Mono:
    return plucked(RATE, _note(chance, 1, 2), odd=bool(chance.integers(2)))


def _moving(chance: Chance) -> Mono | Stereo:
    voices: tuple[Callable[[int, str], Mono | Stereo], ...] = (squelch, beating, modulated)
    return voices[chance.integers(len(voices))](RATE, _note(chance, 1, 2))


def _saws(chance: Chance) -> Stereo:
    chord, seconds = _chord(chance, int(chance.integers(3, 5))), _between(chance, 0.3, 0.8)
    return saws(RATE, chord, seconds, _between(chance, 2500, 8000), _seed(chance))


def _organ(chance: Chance) -> Stereo:
    return organ(RATE, _chord(chance, int(chance.integers(3, 5))))


def _dub(chance: Chance) -> Stereo:
    return dub(RATE, _chord(chance, 3))


def _bell(chance: Chance) -> Stereo:
    return bell(RATE, _chord(chance, 4))


def _pad(chance: Chance) -> Stereo:
    chord, seconds = _chord(chance, int(chance.integers(2, 5))), _between(chance, 2.5, 5)
    return Pad(chord, seconds, chance.uniform(1.2, 2.2), _between(chance, 8, 60), _seed(chance))(
        RATE
    )


def _riser(chance: Chance) -> Stereo:
    return riser(round(RATE * chance.uniform(0.8, 1.2)), _between(chance, 1, 4))


def _fall(chance: Chance) -> Stereo:
    return fall(round(RATE * chance.uniform(0.8, 1.2)), _between(chance, 1, 4))


def _impact(chance: Chance) -> Stereo:
    """Return an impact: a low hit with long reverb, varying in pitch and brightness."""
    made = impact(round(RATE * chance.uniform(0.7, 1.4)))
    dull = _between(chance, 1500, 9000)
    return np.stack([low(side, RATE, dull, 1) for side in made])


def _zap(chance: Chance) -> Mono:
    moments = times(0.5, RATE)
    top, half = _between(chance, 2500, 9000), _between(chance, 0.012, 0.05)
    made = tone(70 + top * decay(moments, half), moments, RATE) * pluck(moments, 0.001, 4 * half)
    return made if chance.integers(2) else zap(round(RATE * chance.uniform(0.7, 1.3)))


VOICES: tuple[tuple[str, SoundType, int, Voice], ...] = (
    ("kick", SoundType.KICK, 20, _kick),
    ("snare", SoundType.SNARE, 20, _snare),
    ("clap", SoundType.CLAP, 16, _clap),
    ("closed hat", SoundType.HAT, 20, _closed_hat),
    ("open hat", SoundType.HAT, 20, _open_hat),
    ("machine cymbal", SoundType.CYMBAL, 24, _machine_cymbal),
    ("crash", SoundType.CYMBAL, 14, _crash),
    ("ride", SoundType.CYMBAL, 14, _ride),
    ("tom", SoundType.TOM, 16, _tom),
    ("conga", SoundType.PERCUSSION, 12, _conga),
    ("cowbell", SoundType.PERCUSSION, 8, _cowbell),
    ("shaker", SoundType.PERCUSSION, 12, _shaker),
    ("tambourine", SoundType.PERCUSSION, 8, _jingles),
    ("wood", SoundType.PERCUSSION, 8, _wood),
    ("rim", SoundType.PERCUSSION, 10, _rim),
    ("sub", SoundType.BASS, 30, _sub),
    ("pluck", SoundType.BASS, 10, _pluck),
    ("moving bass", SoundType.BASS, 10, _moving),
    ("saws", SoundType.SYNTH, 12, _saws),
    ("organ", SoundType.SYNTH, 8, _organ),
    ("dub", SoundType.SYNTH, 10, _dub),
    ("bell", SoundType.SYNTH, 6, _bell),
    ("pad", SoundType.SYNTH, 14, _pad),
    ("riser", SoundType.FX, 10, _riser),
    ("fall", SoundType.FX, 6, _fall),
    ("impact", SoundType.FX, 12, _impact),
    ("zap", SoundType.FX, 8, _zap),
    ("sine tom", SoundType.TOM, 16, _sine_tom),
    ("machine snare", SoundType.SNARE, 16, _machine_snare),
)
"""Name, type, count, and generator."""
