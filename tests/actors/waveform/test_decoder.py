"""Files of all formats give pictures, or a reason."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.waveform import decoder
from actors.waveform.decoder import decode_picture, read_detail
from actors.waveform.sound import UnreadableSound
from models.audio.span import Span
from models.audio.units import Frames
from models.waveform.channels import Channels
from models.waveform.columns import columns
from models.waveform.picture import Picture
from models.waveform.view import View
from tests.actors.waveform.files import RATE, beats, sample, written
from tests.models.waveform.sounds import picture


def never() -> None:
    """Continue."""


def pictures(path: Path) -> tuple[list[Picture], str]:
    """Return all pictures shown of `path`, and the description of any damage."""
    shown: list[Picture] = []
    last, reason = decode_picture(sample(path), shown.append, never)
    return [*shown, last], reason


def same(one: Picture, other: Picture, width: int = 300) -> None:
    for channels in Channels:
        view = View.fit(one.frames, width)
        first, second = columns(one, view, channels), columns(other, view, channels)
        np.testing.assert_array_equal(first.low, second.low)
        np.testing.assert_array_equal(first.high, second.high)


@pytest.mark.parametrize("ending", ["wav", "flac", "aiff", "caf", "w64", "rf64"])
def test_a_picture_is_exactly_that_of_the_frames(tmp_path: Path, ending: str) -> None:
    samples = beats(2.0)
    shown, reason = pictures(written(tmp_path / f"x.{ending}", samples))

    assert reason == ""
    assert shown[-1].complete
    assert shown[-1].frames == samples.shape[1]
    assert shown[-1].detail is not None
    np.testing.assert_array_equal(shown[-1].detail.samples, samples)
    same(shown[-1], picture(samples))


@pytest.mark.parametrize("ending", ["mp3", "ogg"])
def test_lossy_sounds_have_pictures(tmp_path: Path, ending: str) -> None:
    samples = beats(2.0)
    shown, reason = pictures(written(tmp_path / f"x.{ending}", samples))

    assert reason == ""
    assert shown[-1].frames == pytest.approx(samples.shape[1], abs=2_500)
    high = columns(shown[-1], View.fit(shown[-1].frames, 50), Channels.MONO).high
    assert high.max() == pytest.approx(samples.max(), abs=0.1)


@pytest.mark.parametrize("ending", ["wav", "flac", "mp3", "ogg"])
def test_a_long_sound_shows_its_whole_at_once(tmp_path: Path, ending: str) -> None:
    samples = beats(70.0, 1)
    shown, reason = pictures(written(tmp_path / f"x.{ending}", samples))
    first = shown[0]

    assert reason == ""
    assert len(shown) >= 2
    assert not first.complete
    assert first.pyramid.frames == 0
    assert first.sketch is not None
    drawn = columns(first, View.fit(first.frames, 400), Channels.MONO)
    assert np.isfinite(drawn.high).all()
    assert shown[-1].complete
    assert shown[-1].sketch is None


def test_a_long_sound_is_refined_while_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoder, "FIRST_UPDATE", 0.0)
    monkeypatch.setattr(decoder, "LATER_UPDATE", 0.0)
    samples = beats(40.0)
    shown, _ = pictures(written(tmp_path / "x.flac", samples))
    decoded_to = [one.pyramid.frames for one in shown]
    whole = picture(samples)

    assert decoded_to == sorted(decoded_to)
    assert len(shown) > 5
    assert [one.complete for one in shown] == [False] * (len(shown) - 1) + [True]
    for one in shown[1:-1]:
        view = View.fit(one.frames, 200)
        right = int(view.x_at(one.pyramid.frames)) - 1
        np.testing.assert_array_equal(
            columns(one, view, Channels.SPLIT).high[:, : right - 1],
            columns(whole, view, Channels.SPLIT).high[:, : right - 1],
        )


def test_raw_frames_of_a_large_sound_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoder, "SMALL", 100_000)
    shown, _ = pictures(written(tmp_path / "x.wav", beats(2.0)))

    assert shown[-1].detail is None


def test_values_that_are_no_numbers_are_silent_and_counted(tmp_path: Path) -> None:
    samples = beats(1.0)
    samples[0, 100], samples[1, 200:203] = np.nan, np.inf
    shown, reason = pictures(written(tmp_path / "x.wav", samples, subtype="FLOAT"))
    detail = shown[-1].detail
    assert detail is not None

    assert reason == ""
    assert shown[-1].repaired == 4
    assert detail.samples[0, 100] == 0
    assert (detail.samples[1, 200:203] == 0).all()


def test_values_beyond_full_scale_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path / "x.wav", beats(0.5) * 3, subtype="FLOAT")
    shown, _ = pictures(path)

    assert columns(shown[-1], View.fit(24_000, 100), Channels.MONO).high.max() > 1.5


@pytest.mark.parametrize("channels", [1, 3, 6, 32])
def test_any_number_of_channels_is_drawn(tmp_path: Path, channels: int) -> None:
    shown, _ = pictures(written(tmp_path / "x.wav", beats(0.5, channels)))

    assert columns(shown[-1], View.fit(24_000, 100), Channels.SPLIT).lanes == channels


@pytest.mark.parametrize("frames", [1, 2, 63, 64, 65])
def test_the_shortest_sounds_are_drawn(tmp_path: Path, frames: int) -> None:
    samples = beats(0.1)[:, :frames]
    shown, _ = pictures(written(tmp_path / "x.wav", samples))

    assert shown[-1].frames == frames
    assert np.isfinite(columns(shown[-1], View.fit(frames, 200), Channels.MONO).low).all()


def test_a_name_that_is_no_text_is_opened(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.wav"))
    path.write_bytes(written(tmp_path / "x.wav", beats(0.1)).read_bytes())

    assert pictures(path)[0][-1].complete


def cut(path: Path, part: float) -> Path:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    return path


def test_a_truncated_flac_is_drawn_as_far_as_it_goes(tmp_path: Path) -> None:
    samples = beats(4.0)
    shown, reason = pictures(cut(written(tmp_path / "x.flac", samples), 0.5))
    frames = shown[-1].frames

    assert reason.endswith("shorter than its header says (0:04.000)")
    assert 0.3 < frames / samples.shape[1] < 0.7
    same(shown[-1], picture(samples[:, :frames]))


def test_a_truncated_mp3_says_that_its_end_is_missing(tmp_path: Path) -> None:
    shown, reason = pictures(cut(written(tmp_path / "x.mp3", beats(8.0)), 0.5))

    assert "x.mp3" in reason
    assert shown[-1].complete
    assert 3 * RATE < shown[-1].frames < 5 * RATE


def test_a_truncated_wav_is_drawn_on_its_true_length(tmp_path: Path) -> None:
    samples = beats(2.0)
    shown, reason = pictures(cut(written(tmp_path / "x.wav", samples), 0.5))

    assert "shorter than its header says" in reason
    assert shown[-1].frames == pytest.approx(samples.shape[1] / 2, abs=20)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "x.wav: empty file"),
        (b"once upon a time" * 100, "x.wav: not an audio file"),
    ],
)
def test_what_is_no_sound_says_so(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "x.wav"
    path.write_bytes(content)

    with pytest.raises(UnreadableSound, match=reason):
        pictures(path)


def test_a_sound_without_a_frame_says_so(tmp_path: Path) -> None:
    path = written(tmp_path / "x.wav", np.zeros((2, 0), np.float32))

    with pytest.raises(UnreadableSound, match=r"x\.wav: contains no audio"):
        pictures(path)


def test_a_vanished_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSound, match=r"x\.wav: file not found"):
        pictures(tmp_path / "x.wav")


def test_refused_files_leave_nothing_open(tmp_path: Path) -> None:
    path = tmp_path / "x.wav"
    path.write_bytes(b"no sound" * 100)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with pytest.raises(UnreadableSound):
            pictures(path)

    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("ending", ["wav", "flac", "ogg", "mp3"])
def test_a_detail_is_the_stretch_of_the_whole(tmp_path: Path, ending: str) -> None:
    path = written(tmp_path / f"x.{ending}", beats(6.0))
    whole, _ = soundfile.read(path, dtype="float32", always_2d=True)
    span = Span(Frames(64 * 1_000), Frames(64 * 1_000 + 70_001))
    detail = read_detail(sample(path), span, never)

    assert detail.first == span.start
    exact = 0.0 if ending in {"wav", "flac"} else 1e-3
    np.testing.assert_allclose(detail.samples, whole.T[:, span.start : span.end], atol=exact)
    assert not detail.samples.flags.writeable


def test_a_detail_beyond_the_end_is_silent(tmp_path: Path) -> None:
    samples = beats(1.0)
    path = written(tmp_path / "x.wav", samples)
    detail = read_detail(sample(path), Span(Frames(32_000), Frames(50_000)), never)

    np.testing.assert_array_equal(detail.samples[:, :16_000], samples[:, 32_000:])
    assert not detail.samples[:, 16_000:].any()


def test_a_detail_of_a_vanished_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSound, match="file not found"):
        read_detail(sample(tmp_path / "x.wav"), Span(Frames(0), Frames(10)), never)


def test_decoding_ends_when_it_is_told_to(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def enough() -> None:
        raise Enough

    with pytest.raises(Enough):
        decode_picture(sample(written(tmp_path / "x.wav", beats(1.0))), lambda _: None, enough)
