"""Catalogue of the demo sounds and their file formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scripts.demo.drum.clap import Clap
from scripts.demo.drum.hat import Hat
from scripts.demo.drum.kick import Kick
from scripts.demo.drum.percussion import conga, cowbell, shaker, tambourine, tom, wood
from scripts.demo.drum.snare import Snare, rim
from scripts.demo.loop import broken, fast, four_on_the_floor
from scripts.demo.session import session
from scripts.demo.sound.space import Stereo
from scripts.demo.sound.wave import Mono
from scripts.demo.tone.bass import beating, modulated, plucked, squelch, sub
from scripts.demo.tone.effect import blips, crackle, fall, impact, reversed_cymbal, riser, zap
from scripts.demo.tone.pad import Pad
from scripts.demo.tone.stab import bell, dub, organ, saws
from scripts.demo.tone.voice import phrase


@dataclass(frozen=True, slots=True)
class Recipe:
    """One demo file."""

    path: str
    """Relative to the demo folder; the extension selects the container."""
    make: Callable[[int], Mono | Stereo]
    """Maps a sample rate in Hz to frames."""
    rate: int = 44_100
    subtype: str = "PCM_16"
    """Subtype name of libsndfile."""
    peak: float = -1.0
    """Peak level in dBFS."""
    loop: bool = False
    """Whether it loops: no fades, exact length."""


def _kicks() -> Iterator[Recipe]:
    yield Recipe("Drums/Kicks/Kick Deep.wav", Kick())
    yield Recipe("Drums/Kicks/Kick Punch.wav", Kick(54, 420, 0.009, 0.05, 0.35, 0.4, seed=2))
    yield Recipe("Drums/Kicks/Kick Long Sub.wav", Kick(43, 160, 0.02, 0.24, 1.2, 0.1, drive=1.3))
    yield Recipe("Drums/Kicks/Kick Hard.wav", Kick(50, 600, 0.011, 0.08, 0.5, 0.6, 9000, 5.0, 3))
    yield Recipe("Drums/Kicks/Kick Soft.wav", Kick(52, 130, 0.02, 0.07, 0.4, 0.05, 2000, 1.1, 4))
    yield Recipe(
        "Drums/Kicks/Kick Dusty.wav", Kick(61, 200, 0.014, 0.045, 0.3, 0.5, 3000, 3, 5), 48_000
    )
    yield Recipe(
        "Drums/Kicks/Kick Click.aiff", Kick(56, 900, 0.005, 0.05, 0.3, 0.8, 12_000, 1.5, 6)
    )
    yield Recipe(
        "Drums/Kicks/Kick Knock.flac", Kick(66, 280, 0.02, 0.04, 0.3, 0.3, 5000, 2.5, 7), 48_000
    )


def _snares() -> Iterator[Recipe]:
    yield Recipe("Drums/Snares/Snare Tight.wav", Snare(205, 0.03, 0.8, 0.03, seconds=0.25))
    yield Recipe("Drums/Snares/Snare Fat.wav", Snare(160, 0.07, 0.7, 0.06, 800, 7000, 0.5, 2.5, 21))
    yield Recipe(
        "Drums/Snares/Snare Crisp.wav", Snare(220, 0.03, 1.0, 0.05, 2500, 14_000, 0.4, 1.3, 22)
    )
    yield Recipe(
        "Drums/Snares/Snare Noise.wav",
        Snare(190, 0.015, 1.2, 0.09, 900, 11_000, 0.6, 1.8, 23),
        48_000,
        "PCM_24",
    )
    yield Recipe(
        "Drums/Snares/Snare Brush.flac", Snare(210, 0.02, 0.5, 0.05, 2000, 9000, 0.35, 1.1, 24)
    )
    yield Recipe(
        "Drums/Snares/Snare Low.wav", Snare(140, 0.08, 0.6, 0.04, 900, 6000, 0.45, 2.0, 25)
    )
    yield Recipe("Drums/Rims/Rim Bright.wav", lambda rate: rim(rate, 520, 1830, 0.014, 26))
    yield Recipe("Drums/Rims/Rim Dry.wav", lambda rate: rim(rate, 410, 1560, 0.008, 27))
    yield Recipe(
        "Drums/Rims/Rim Wide.aiff", lambda rate: rim(rate, 340, 2210, 0.02, 28), 48_000, "PCM_24"
    )


def _claps() -> Iterator[Recipe]:
    yield Recipe(
        "Drums/Claps/Clap Classic.wav",
        Clap((0, 0.01, 0.02, 0.031), 1150, 0.03, 30),
    )
    yield Recipe(
        "Drums/Claps/Clap Tight.wav",
        Clap((0, 0.007, 0.013), 1500, 0.018, 31, 0.15),
    )
    yield Recipe(
        "Drums/Claps/Clap Crowd.wav",
        Clap((0, 0.006, 0.017, 0.021, 0.034, 0.045), 1000, 0.04, 32, 0.5),
    )
    yield Recipe("Drums/Claps/Snap.wav", Clap((0, 0.004), 2300, 0.012, 33, 0.25), 48_000)


def _hats() -> Iterator[Recipe]:
    yield Recipe("Drums/Hats/Closed/Hat Closed Thin.wav", Hat(), peak=-3)
    yield Recipe(
        "Drums/Hats/Closed/Hat Closed Metal.wav", Hat(0.02, 0.2, 6000, 1.0, 0.92, seed=41), peak=-3
    )
    yield Recipe(
        "Drums/Hats/Closed/Hat Closed Noise.wav", Hat(0.015, 0.15, 7500, 0.0, seed=42), peak=-3
    )
    yield Recipe(
        "Drums/Hats/Closed/Hat Closed Short.wav",
        Hat(0.008, 0.09, 8000, 0.6, 1.08, seed=43),
        peak=-3,
    )
    yield Recipe(
        "Drums/Hats/Closed/Hat Closed Dark.flac", Hat(0.02, 0.2, 4000, 0.6, 0.8, seed=44), peak=-3
    )
    yield Recipe(
        "Drums/Hats/Closed/Hat Pedal.wav",
        Hat(0.03, 0.22, 5000, 0.4, 0.9, 0.012, 45),
        48_000,
        peak=-3,
    )
    yield Recipe("Drums/Hats/Open/Hat Open Long.wav", Hat(0.16, 0.9, 7000, 0.7, seed=46), peak=-3)
    yield Recipe(
        "Drums/Hats/Open/Hat Open Short.wav", Hat(0.07, 0.45, 7000, 0.8, 1.05, seed=47), peak=-3
    )
    yield Recipe("Drums/Hats/Open/Hat Open Noise.wav", Hat(0.1, 0.6, 6500, 0.1, seed=48), peak=-3)
    yield Recipe(
        "Drums/Cymbals/Crash Bright.flac", Hat(0.35, 2.0, 4500, 0.6, 0.97, seed=49), peak=-3
    )
    yield Recipe("Drums/Cymbals/Ride Short.flac", Hat(0.2, 1.0, 5200, 0.95, 1.31, seed=50), peak=-3)


def _percussion() -> Iterator[Recipe]:
    yield Recipe("Drums/Toms/Tom High.wav", lambda rate: tom(rate, 178, 0.45, 51))
    yield Recipe("Drums/Toms/Tom Mid.wav", lambda rate: tom(rate, 126, 0.55, 52))
    yield Recipe("Drums/Toms/Tom Low.wav", lambda rate: tom(rate, 88, 0.7, 53))
    yield Recipe("Drums/Toms/Tom Floor.wav", lambda rate: tom(rate, 80, 1.1, 54), 48_000)
    yield Recipe("Drums/Percussion/Conga Open.wav", lambda rate: conga(rate, 205, 0.2, 55))
    yield Recipe("Drums/Percussion/Conga Slap.wav", lambda rate: conga(rate, 265, 0.9, 56))
    yield Recipe("Drums/Percussion/Cowbell.wav", cowbell)
    yield Recipe("Drums/Percussion/Woodblock.wav", lambda rate: wood(rate, 880, 1370, 0.018))
    yield Recipe("Drums/Percussion/Clave.aiff", lambda rate: wood(rate, 2480, 4990, 0.02))
    yield Recipe("Drums/Percussion/Shaker.wav", lambda rate: shaker(rate, 57), peak=-4)
    yield Recipe("Drums/Percussion/Tambourine.flac", lambda rate: tambourine(rate, 59), peak=-4)


def _tonal() -> Iterator[Recipe]:
    yield Recipe("Bass/Bass Sub F1.wav", lambda rate: sub(rate, "F1"))
    yield Recipe("Bass/Bass Pluck Saw A1.wav", lambda rate: plucked(rate, "A1"))
    yield Recipe("Bass/Bass Pluck Square E1.wav", lambda rate: plucked(rate, "E1", odd=True))
    yield Recipe("Bass/Bass Squelch C2.wav", lambda rate: squelch(rate, "C2"))
    yield Recipe("Bass/Bass Beating D1.flac", lambda rate: beating(rate, "D1"), 48_000, "PCM_24")
    yield Recipe("Bass/Bass Hollow G1.wav", lambda rate: modulated(rate, "G1"))
    yield Recipe(
        "Stabs/Stab Saw Am7.flac", lambda rate: saws(rate, ("A3", "C4", "E4", "G4"), 0.5, 5000, 70)
    )
    yield Recipe(
        "Stabs/Stab Fifth D.wav",
        lambda rate: saws(rate, ("D3", "A3", "D4"), 0.35, 7000, 72),
        peak=-3,
    )
    yield Recipe("Stabs/Stab Organ Cm.flac", lambda rate: organ(rate, ("C4", "D#4", "G4")))
    yield Recipe("Stabs/Stab Bell Fmaj7.flac", lambda rate: bell(rate, ("F4", "A4", "C5", "E5")))
    yield Recipe(
        "Stabs/Stab Dub Gm7.flac", lambda rate: dub(rate, ("G3", "A#3", "D4", "F4")), 48_000
    )
    yield Recipe(
        "Pads/Pad Warm Am9.flac",
        Pad(("A2", "E3", "B3", "C4"), 4.0, 1.9, 28, 100),
    )
    yield Recipe(
        "Pads/Pad Choir Dm.flac",
        Pad(("D3", "F3", "A3"), 4.0, 1.6, 55, 102),
    )
    yield Recipe(
        "Pads/Pad Glass Cmaj7.flac",
        Pad(("C4", "E4", "G4", "B4"), 3.5, 1.3, 9, 104),
    )
    yield Recipe(
        "Pads/Pad Dark Em.ogg",
        Pad(("E2", "B2", "G3"), 5.0, 2.2, 35, 106),
        48_000,
        "VORBIS",
        peak=-3,
    )


def _effects() -> Iterator[Recipe]:
    yield Recipe("FX/Riser 2 s.flac", lambda rate: riser(rate, 2.0), peak=-3)
    yield Recipe("FX/Fall.ogg", lambda rate: fall(rate, 2.0), subtype="VORBIS", peak=-3)
    yield Recipe("FX/Impact.flac", impact)
    yield Recipe("FX/Zap.wav", zap)
    yield Recipe("FX/Blips.flac", blips, peak=-3)
    yield Recipe("FX/Crackle.ogg", crackle, 48_000, "VORBIS", peak=-6)
    yield Recipe(
        "FX/Cymbal Backwards.flac",
        lambda rate: reversed_cymbal(Hat(0.3, 1.3, 4000, 0.6, seed=110)(rate), rate),
        peak=-3,
    )
    yield Recipe("Loops/House 125 BPM.wav", four_on_the_floor, 48_000, loop=True)
    yield Recipe("Loops/Broken Beat 90 BPM.flac", broken, loop=True)
    yield Recipe("Loops/Break 168 BPM.flac", lambda rate: fast(rate).mean(axis=0), loop=True)


def _others() -> Iterator[Recipe]:
    yield Recipe("Vocals/Vocal Phrase.flac", phrase, peak=-3)
    yield Recipe("Recordings/Session 2 min.ogg", session, subtype="VORBIS", peak=-3)
    # Two that are there twice under other names: one byte for byte, one quieter and as FLAC.
    yield Recipe("Unsorted/bounce 12.wav", Kick())
    fat = Snare(160, 0.07, 0.7, 0.06, 800, 7000, 0.5, 2.5, 21)
    yield Recipe("Unsorted/bounce 13.flac", fat, peak=-7)


RECIPES: tuple[Recipe, ...] = (
    *_kicks(),
    *_snares(),
    *_claps(),
    *_hats(),
    *_percussion(),
    *_tonal(),
    *_effects(),
    *_others(),
)
"""All demo sounds, in the order they are written."""
