"""The program of each edit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Protocol, assert_never

import numpy as np
from numpy.typing import NDArray

from models.audio.downmix import downmix
from models.edit.crossfade import crossfaded
from models.edit.edit import Edit, Op, crossfade_frames, edit_error
from models.edit.fade import edge_gains, fade_in_gains, fade_out_gains
from models.edit.loudness_meter import LoudnessMeter
from models.edit.pcm import Block
from models.edit.positions import Positions
from models.edit.prediction import interpolate_gap
from models.edit.program import (
    Backward,
    Changed,
    Copied,
    Kernel,
    Made,
    Piece,
    Program,
    Silence,
    copied,
)
from models.edit.report import Hindrance, NotEdited
from models.edit.true_peak import TruePeak

EDGE = 0.005
"""Seconds over which a change of level inside a sound sets in, so that it does not click."""
CONTEXT = 2_048
"""Frames on each side from which a click is predicted."""


class Sound(Protocol):
    """A sound whose values can be read."""

    frames: int
    rate: int
    channels: int

    def blocks(self, start: int, end: int) -> Iterator[Block]:
        """Yield the frames `[start, end)` as numbers, in blocks that are not empty."""
        ...


def make_program(edit: Edit, sound: Sound) -> Program:
    """Return the program of an edit, which measures the sound if it must.

    Conversions have none: see `models.edit.conversion`.

    Raises:
        NotEdited: It is impossible, or changes nothing.
    """
    if reason := edit_error(edit, sound.frames, sound.rate, sound.channels):
        raise NotEdited(Hindrance.EDIT, reason)
    start = edit.span.start if edit.span else 0
    end = edit.span.end if edit.span else sound.frames
    match edit.op:
        case Op.CROP:
            return _kept(sound, (start, end))
        case Op.TRIM_OUT:
            return _kept(sound, (0, start), (end, sound.frames))
        case Op.TRIM_SILENCE:
            return _kept(sound, _without_silence(edit, sound))
        case Op.SILENCE:
            return _replaced(sound, start, end, Silence(end - start))
        case Op.REVERSE:
            positions = Positions.reversed(sound.frames, start, end)
            return _replaced(sound, start, end, Backward(start, end), positions)
        case Op.FADE_IN | Op.FADE_OUT | Op.EDGE_FADES:
            return _replaced(sound, start, end, Changed(start, end, _fade(edit, sound, start, end)))
        case Op.GAIN:
            return _levelled(sound, start, end, 10 ** (edit.level / 20))
        case Op.NORMALISE:
            gain, notes = _normalising_gain(edit, sound, start, end)
            return _levelled(sound, start, end, gain, notes)
        case Op.REMOVE_DC:
            return _without_dc(sound, start, end)
        case Op.REMOVE_CLICK:
            return _replaced(sound, start, end, _without_click(sound, start, end))
        case Op.LOOP_CROSSFADE:
            return _looped(edit, sound, start, end)
        case Op.MONO:
            mean = np.full((sound.channels, 1), 1.0 / sound.channels)
            return _mixed(sound, mean)
        case Op.STEREO:
            if sound.channels > 2:  # noqa: PLR2004
                return _mixed(sound, downmix(sound.channels).astype(np.float64))
            return Program(copied((0, sound.frames)), Positions.unchanged(sound.frames), (0, 0))
        case Op.SWAP_CHANNELS:
            return Program(copied((0, sound.frames)), Positions.unchanged(sound.frames), (1, 0))
        case Op.CONVERT:
            raise NotEdited(Hindrance.EDIT, "a conversion is no program")
        case _:
            assert_never(edit.op)


def _kept(sound: Sound, *spans: tuple[int, int]) -> Program:
    return Program(copied(*spans), Positions.kept(sound.frames, spans))


def _replaced(
    sound: Sound, start: int, end: int, piece: Piece, positions: Positions | None = None
) -> Program:
    """Return a program that changes `[start, end)` and copies the rest."""
    pieces = (*copied((0, start)), piece, *copied((end, sound.frames)))
    return Program(pieces, positions or Positions.unchanged(sound.frames), same_level=False)


def _fade(edit: Edit, sound: Sound, start: int, end: int) -> Kernel:
    frames = end - start
    edge = crossfade_frames(edit, sound.rate, frames)

    def fade(block: Block, first: int) -> Block:
        match edit.op:
            case Op.FADE_IN:
                gains = fade_in_gains(first, len(block), frames, edit.curve)
            case Op.FADE_OUT:
                gains = fade_out_gains(first, len(block), frames, edit.curve)
            case _:
                gains = edge_gains(first, len(block), frames, edge)
        block *= gains[:, None]
        return block

    return fade


def _levelled(
    sound: Sound, start: int, end: int, gain: float, notes: tuple[str, ...] = ()
) -> Program:
    """Return a program that changes the level; inside of the sound it sets in over `EDGE`."""
    frames = end - start
    edge = max(1, min(round(EDGE * sound.rate), frames // 2))
    inner = (start > 0, end < sound.frames)

    def level(block: Block, first: int) -> Block:
        inside = first >= edge and first + len(block) <= frames - edge
        if inside or not any(inner):
            block *= gain
            return block
        part = edge_gains(first, len(block), frames, edge, inner)
        block *= (1 + (gain - 1) * part)[:, None]
        return block

    pieces = (*copied((0, start)), Changed(start, end, level), *copied((end, sound.frames)))
    positions = Positions.unchanged(sound.frames)
    return Program(pieces, positions, same_level=False, notes=notes)


def _normalising_gain(
    edit: Edit, sound: Sound, start: int, end: int
) -> tuple[float, tuple[str, ...]]:
    target = 10 ** (edit.peak / 20)
    notes: tuple[str, ...] = ()
    if edit.loudness is None:
        loudest = max((float(np.abs(one).max()) for one in sound.blocks(start, end)), default=0.0)
        gain = target / loudest if loudest > 0 else 1.0
    else:
        meter, peak = LoudnessMeter(sound.channels, sound.rate), TruePeak(sound.channels)
        for block in sound.blocks(start, end):
            meter.add(block)
            peak.add(block)
        loudest, loudness = peak.finish(), meter.finish()
        gain = 10 ** ((edit.loudness - loudness) / 20) if loudness is not None else 1.0
        if loudness is not None and gain * loudest > target:
            gain = target / loudest
            reached = loudness + 20 * math.log10(gain)
            notes = (f"{reached:.1f} LUFS: more would exceed a true peak of {edit.peak:g} dBTP",)
    if loudest <= 0:
        raise NotEdited(Hindrance.SAME, "it is silent")
    if abs(20 * math.log10(gain)) < 0.000_5:  # noqa: PLR2004 - no 24-bit value changes
        raise NotEdited(Hindrance.SAME, "it has that level already")
    return gain, notes


def _without_dc(sound: Sound, start: int, end: int) -> Program:
    total = np.zeros(sound.channels)
    for block in sound.blocks(start, end):
        total += block.sum(axis=0)
    mean = total / (end - start)
    if float(np.abs(mean).max()) < 2.0**-31:
        raise NotEdited(Hindrance.SAME, "its mean is zero already")

    def centre(block: Block, _first: int) -> Block:
        block -= mean
        return block

    return _replaced(sound, start, end, Changed(start, end, centre))


def _without_silence(edit: Edit, sound: Sound) -> tuple[int, int]:
    """Return the span from the first to the last frame above the threshold."""
    threshold, at = 10 ** (edit.threshold / 20), 0
    first, last = -1, -1
    for block in sound.blocks(0, sound.frames):
        loud = np.flatnonzero((np.abs(block) > threshold).any(axis=1))
        if len(loud):
            first = at + int(loud[0]) if first < 0 else first
            last = at + int(loud[-1])
        at += len(block)
    if first < 0:
        raise NotEdited(Hindrance.SAME, f"all of it is quieter than {edit.threshold:g} dBFS")
    if (first, last + 1) == (0, sound.frames):
        raise NotEdited(Hindrance.SAME, "there is no silence at its ends")
    return first, last + 1


def _read(sound: Sound, start: int, end: int) -> Block:
    blocks = list(sound.blocks(start, end))
    return np.concatenate(blocks) if blocks else np.zeros((0, sound.channels))


def _without_click(sound: Sound, start: int, end: int) -> Made:
    before = _read(sound, max(0, start - CONTEXT), start)
    after = _read(sound, end, min(sound.frames, end + CONTEXT))
    channels = [
        interpolate_gap(before[:, one], after[:, one], end - start) for one in range(sound.channels)
    ]
    return Made(np.stack(channels, axis=1))


def _looped(edit: Edit, sound: Sound, start: int, end: int) -> Program:
    """Return a program whose span loops seamlessly; the whole sound loses its first frames."""
    count = crossfade_frames(edit, sound.rate, end - start)
    whole = edit.span is None
    first = start + count if whole else start
    faded = Made(crossfaded(_read(sound, end - count, end), _read(sound, first - count, first)))
    if whole:
        kept = Positions.kept(sound.frames, [(count, sound.frames)])
        return Program((*copied((count, end - count)), faded), kept, same_level=False)
    pieces = (*copied((0, end - count)), faded, *copied((end, sound.frames)))
    return Program(pieces, Positions.unchanged(sound.frames), same_level=False)


def _mixed(sound: Sound, mix: NDArray[np.float64]) -> Program:
    positions = Positions.unchanged(sound.frames)
    return Program((Copied(0, sound.frames),), positions, mix=mix, same_level=False)
