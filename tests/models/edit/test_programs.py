"""Each edit against a plain numpy reference, on sounds of any depth, length and channels."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.analysis.loudness import loudness
from models.audio.downmix import downmix
from models.audio.span import Span
from models.audio.units import Frames
from models.edit.crossfade import crossfaded
from models.edit.edit import Edit, Op, crossfade_frames
from models.edit.loudness_meter import LoudnessMeter
from models.edit.pcm import Block, Coding, PcmFormat, reverse_frames
from models.edit.prediction import interpolate_gap
from models.edit.program import Backward, Changed, Copied, Made, Program, Silence
from models.edit.programs import make_program
from models.edit.report import NotEdited
from models.edit.true_peak import TruePeak

Values = NDArray[np.float64]
FORMATS = [
    *(PcmFormat(2, 48_000, bits) for bits in (16, 24, 32)),
    PcmFormat(2, 48_000, 8, Coding.UNSIGNED),
    PcmFormat(2, 48_000, 24, big=True),
    PcmFormat(2, 48_000, 32, Coding.FLOAT),
    PcmFormat(2, 48_000, 64, Coding.FLOAT),
]


class Sound:
    """Values in memory, read in blocks of an awkward size."""

    def __init__(self, values: Values, rate: int = 48_000, block: int = 37) -> None:
        self.values, self.rate, self.block = values, rate, block
        self.frames, self.channels = values.shape

    def blocks(self, start: int, end: int) -> Iterator[Block]:
        for at in range(start, end, self.block):
            yield self.values[at : min(end, at + self.block)].copy()


def carried_out(program: Program, sound: Sound) -> Values:
    """Carry out a program in the plainest way."""
    parts: list[Values] = []
    for piece in program.pieces:
        match piece:
            case Copied(start, end):
                parts.append(sound.values[start:end])
            case Backward(start, end):
                parts.append(sound.values[start:end][::-1])
            case Silence(frames):
                parts.append(np.zeros((frames, sound.channels)))
            case Made(values):
                parts.append(values)
            case Changed(start, end, kernel):
                at = start
                for block in sound.blocks(start, end):
                    parts.append(kernel(block, at - start))
                    at += len(block)
    whole = np.concatenate(parts)
    if program.order is not None:
        whole = whole[:, program.order]
    return whole @ program.mix if program.mix is not None else whole


def noise(frames: int, channels: int, seed: int) -> Values:
    return np.random.default_rng(seed).uniform(-0.5, 0.5, (frames, channels))


@st.composite
def _sounds(draw: st.DrawFn) -> tuple[Sound, Span]:
    frames = draw(st.integers(4, 300))
    values = noise(frames, draw(st.integers(1, 3)), draw(st.integers(0, 99)))
    start = draw(st.integers(0, frames - 2))
    end = draw(st.integers(start + 1, frames - 1))
    return Sound(values), Span(Frames(start), Frames(end))


def _faded(values: Values, start: int, end: int, gains: Values) -> Values:
    new = values.copy()
    new[start:end] *= gains[:, None]
    return new


REFERENCES: dict[Op, Callable[[Values, int, int], Values]] = {
    Op.CROP: lambda x, a, b: x[a:b],
    Op.TRIM_OUT: lambda x, a, b: np.concatenate([x[:a], x[b:]]),
    Op.SILENCE: lambda x, a, b: np.concatenate([x[:a], 0 * x[a:b], x[b:]]),
    Op.REVERSE: lambda x, a, b: np.concatenate([x[:a], x[a:b][::-1], x[b:]]),
    Op.FADE_IN: lambda x, a, b: _faded(x, a, b, np.arange(b - a) / (b - a)),
    Op.FADE_OUT: lambda x, a, b: _faded(x, a, b, np.arange(b - a)[::-1] / (b - a)),
    Op.REMOVE_DC: lambda x, a, b: np.concatenate([x[:a], x[a:b] - x[a:b].mean(0), x[b:]]),
}


@pytest.mark.parametrize("op", REFERENCES, ids=lambda op: op.value)
@given(given=_sounds())
def test_an_edit_is_that_of_numpy(op: Op, given: tuple[Sound, Span]) -> None:
    """Values are those of the reference, and every kept frame is where it is said to be."""
    sound, span = given
    try:
        program = make_program(Edit(op, span), sound)
    except NotEdited as error:
        event(error.hindrance.value)
        return
    new = carried_out(program, sound)
    assert np.allclose(new, REFERENCES[op](sound.values, span.start, span.end), atol=1e-12)
    assert len(new) == program.positions.new
    moved = {Op.CROP: range(span.start, span.end), Op.REVERSE: range(sound.frames)}
    kept = [at for at in range(sound.frames) if not span.holds(at)]
    for old in moved.get(op, kept):
        place = program.positions.frame(old)
        assert place is not None
        assert np.array_equal(new[place], sound.values[old])


@given(_sounds(), st.floats(-40, 6))
def test_a_gain_changes_the_level_and_sets_in_gently(
    given: tuple[Sound, Span], level: float
) -> None:
    """Whole: exactly the gain. Inside: between 1 and the gain, exact in the middle, 1 outside."""
    sound, span = given
    if not level:
        return
    factor = 10 ** (level / 20)
    whole = carried_out(make_program(Edit(Op.GAIN, level=level), sound), sound)
    assert np.allclose(whole, sound.values * factor)
    new = carried_out(make_program(Edit(Op.GAIN, span, level=level), sound), sound)
    ratio = new[:, 0] / sound.values[:, 0]
    assert np.allclose(np.delete(ratio, range(span.start, span.end)), 1)
    lowest, highest = sorted((1.0, factor))
    assert np.all((ratio > lowest - 1e-9) & (ratio < highest + 1e-9))


@given(_sounds(), st.floats(-30, 0))
def test_normalising_reaches_the_peak(given: tuple[Sound, Span], peak: float) -> None:
    sound, _ = given
    try:
        new = carried_out(make_program(Edit(Op.NORMALISE, peak=peak), sound), sound)
    except NotEdited:
        return
    assert np.abs(new).max() == pytest.approx(10 ** (peak / 20))


@pytest.mark.parametrize("channels", [1, 2, 6, 9])
@pytest.mark.parametrize("seconds", [0.05, 0.4, 3.3])
def test_loudness_in_blocks_is_that_of_the_whole(channels: int, seconds: float) -> None:
    values = noise(int(seconds * 44_100), channels, 5) * np.linspace(0.1, 1, 1)[0]
    meter = LoudnessMeter(channels, 44_100)
    for block in Sound(values, block=7_001).blocks(0, len(values)):
        meter.add(block)
    expected = loudness(values.astype(np.float32), 44_100)
    assert meter.finish() == pytest.approx(expected, abs=0.01)


def test_loudness_is_reached_and_the_true_peak_guarded() -> None:
    """The loudness is met unless the true peak would be exceeded: then that is met, and said."""
    sound = Sound(noise(96_000, 2, 3), block=65_536)
    new = carried_out(make_program(Edit(Op.NORMALISE, loudness=-23, peak=-1), sound), sound)
    assert loudness(new.astype(np.float32), 48_000) == pytest.approx(-23, abs=0.05)
    program = make_program(Edit(Op.NORMALISE, loudness=-1, peak=-1), sound)
    meter = TruePeak(2)
    meter.add(carried_out(program, sound))
    assert meter.finish() == pytest.approx(10 ** (-1 / 20), rel=1e-6)
    assert "true peak" in program.notes[0]


@pytest.mark.parametrize("degrees", [0, 45, 90])
def test_a_true_peak_is_found_between_the_values(degrees: float) -> None:
    """A quarter of the sample rate, which reads 3 dB too low at 45 degrees: ITU-R BS.1770-4."""
    sine = np.sin(np.arange(4_800) * np.pi / 2 + np.radians(degrees))[:, None]
    meter = TruePeak(1)
    for block in Sound(sine, block=100).blocks(0, len(sine)):
        meter.add(block)
    assert 20 * np.log10(meter.value) == pytest.approx(0, abs=0.6)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 200))
def test_silence_is_trimmed_to_the_first_and_last_sound(head: int, tail: int, length: int) -> None:
    loud = np.full((length, 2), 0.5)
    sound = Sound(np.concatenate([np.zeros((head, 2)), loud, np.full((tail, 2), 0.000_5)]))
    try:
        program = make_program(Edit(Op.TRIM_SILENCE), sound)
    except NotEdited:
        event("nothing to trim")
        trimmed = loud
    else:
        trimmed = carried_out(program, sound)
        assert head + tail > 0
    assert np.array_equal(trimmed, loud)


@pytest.mark.parametrize("whole", [True, False])
def test_a_crossfaded_loop_goes_on_where_it_ends(whole: bool) -> None:
    """Behind its last frame comes what follows the loop's start: no step, and no dip."""
    time = np.arange(9_000) / 48_000
    tones = np.stack([np.sin(2 * np.pi * f * time) for f in (220.0, 331.7)], axis=1) * 0.5
    sound = Sound(tones)
    span = None if whole else Span(Frames(2_000), Frames(8_000))
    edit = Edit(Op.LOOP_CROSSFADE, span, length=0.02)
    new = carried_out(make_program(edit, sound), sound)
    count = crossfade_frames(edit, 48_000, 9_000 if whole else 6_000)
    start, end = (0, len(new)) if whole else (2_000, 8_000)
    assert len(new) == (9_000 - count if whole else 9_000)
    seam = np.concatenate([new[end - count : end], new[start : start + count]])
    assert np.abs(np.diff(seam, axis=0)).max() < 1.2 * np.abs(np.diff(tones, axis=0)).max()


@pytest.mark.parametrize("copies", [0, 1])
def test_a_crossfade_keeps_the_power_of_unrelated_and_of_equal_parts(copies: int) -> None:
    old = noise(48_000, 2, 1)
    new = old if copies else noise(48_000, 2, 2)
    power = np.square(crossfaded(old, new)).reshape(-1, 4_800, 2).mean((1, 2))
    assert power == pytest.approx(np.full(10, np.square(old).mean()), rel=0.1)


def test_a_click_is_replaced_by_what_its_surroundings_predict() -> None:
    time = np.arange(6_000) / 48_000
    clean = np.stack([np.sin(2 * np.pi * f * time) * 0.4 for f in (440.0, 660.0)], axis=1)
    clicked = clean.copy()
    clicked[3_000:3_030] = 0.9
    sound = Sound(clicked)
    span = Span(Frames(3_000), Frames(3_030))
    new = carried_out(make_program(Edit(Op.REMOVE_CLICK, span), sound), sound)
    assert np.abs(new - clean).max() < 0.01
    assert np.array_equal(
        np.delete(new, range(3_000, 3_030), 0), np.delete(clean, range(3_000, 3_030), 0)
    )


@given(st.integers(0, 80), st.integers(0, 80), st.integers(1, 50))
def test_a_gap_is_filled_within_the_bounds_of_its_sides(before: int, after: int, gap: int) -> None:
    values = noise(before + after + 1, 1, gap)[:, 0]
    left, right = values[:before], values[before : before + after]
    found = interpolate_gap(left, right, gap)
    limit = max((np.abs(one).max() for one in (left, right) if len(one)), default=0)
    assert len(found) == gap
    assert np.all(np.abs(found) <= limit + 1e-12)


def test_channels_are_mixed_doubled_and_swapped() -> None:
    three = Sound(noise(100, 3, 1))
    mono = carried_out(make_program(Edit(Op.MONO), three), three)
    assert np.allclose(mono[:, 0], three.values.mean(1))
    stereo = carried_out(make_program(Edit(Op.STEREO), three), three)
    assert np.allclose(stereo, three.values @ downmix(3))
    one = Sound(noise(100, 1, 1))
    assert np.array_equal(
        carried_out(make_program(Edit(Op.STEREO), one), one), one.values.repeat(2, 1)
    )
    two = Sound(noise(100, 2, 1))
    swapped = carried_out(make_program(Edit(Op.SWAP_CHANNELS), two), two)
    assert np.array_equal(swapped, two.values[:, ::-1])


def test_edges_fade_to_zero() -> None:
    sound = Sound(np.ones((1_000, 2)))
    new = carried_out(make_program(Edit(Op.EDGE_FADES, length=0.002), sound), sound)
    assert new[0, 0] == new[-1, 0] == 0
    assert np.all(new[96:-96] == 1)
    assert np.all(np.diff(new[:97, 0]) > 0)


@pytest.mark.parametrize("form", FORMATS, ids=str)
@given(data=st.data())
def test_stored_values_survive_bytes_and_numbers(form: PcmFormat, data: st.DataObject) -> None:
    """Bytes to values to numbers and back give the same bytes: what is not changed stays exact."""
    frames = data.draw(st.integers(0, 20))
    if form.is_float:
        values = noise(frames, 2, frames).astype(form.dtype)
        raw = values.astype(form.dtype.newbyteorder(">" if form.big else "<")).tobytes()
    else:
        size = frames * form.frame_bytes
        raw = data.draw(st.binary(min_size=size, max_size=size))
    stored = form.unpack(raw)
    assert stored.shape == (frames, 2)
    assert form.pack(stored) == raw
    numbers = form.to_float(stored)
    assert np.all(np.abs(numbers) <= 1)
    assert form.pack(form.from_float(numbers)) == raw


def test_numbers_beyond_full_scale_are_clipped_and_others_silenced() -> None:
    form = PcmFormat(1, 48_000, 16)
    assert form.from_float(np.array([[2.0], [-2.0]])).ravel().tolist() == [32_767, -32_768]
    floats = PcmFormat(1, 48_000, 32, Coding.FLOAT)
    assert floats.to_float(np.array([[np.nan], [np.inf]], np.float32)).ravel().tolist() == [0, 0]


def test_dither_is_triangular_two_steps_wide() -> None:
    form = PcmFormat(1, 48_000, 16)
    quiet = np.full((100_000, 1), 0.25 / 32_768)
    stored = form.from_float(quiet, np.random.default_rng(1))
    assert stored.mean() == pytest.approx(0.25, abs=0.02)
    assert stored.var() == pytest.approx(0.25, abs=0.03)  # TPDF and rounding: a quarter of a step
    assert set(np.unique(stored)) <= {-1, 0, 1}


@pytest.mark.parametrize("channels", [1, 2, 3, 4, 8])
@pytest.mark.parametrize("form", FORMATS, ids=str)
def test_frames_are_reversed_whole(form: PcmFormat, channels: int) -> None:
    values = (noise(50, channels, 1) * 100).astype(form.dtype)
    assert np.array_equal(reverse_frames(values), values[::-1])
    assert np.array_equal(reverse_frames(values[:0]), values[:0])
