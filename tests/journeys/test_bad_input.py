"""Whatever lies in a folder, the app says one calm line, marks the row, and goes on."""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.messages import intents
from models.state.notice import Severity
from models.state.transport import Status
from tests.journeys.conftest import Start
from ui.text.notices import notice_words

RATE = 44_100


def tone(seconds: float = 0.3, channels: int = 1) -> np.ndarray:
    time = np.arange(int(RATE * seconds)) / RATE
    wave = (0.5 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)
    return np.repeat(wave[:, None], channels, axis=1)


def _wav(path: Path) -> None:
    written = io.BytesIO()
    soundfile.write(written, tone(), RATE, format="WAV")
    path.write_bytes(written.getvalue())  # by hand: soundfile takes only names that are UTF-8


def truncated(container: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        soundfile.write(path, tone(3.0), RATE, format=container)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])

    return make


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("these are words and no sound\n" * 50)


def lying(path: Path) -> None:
    _wav(path)
    data = bytearray(path.read_bytes())
    at = data.index(b"data")
    data[at + 4 : at + 8] = struct.pack("<L", 0x7FFF_0000)
    path.write_bytes(bytes(data))


def no_channels(path: Path) -> None:
    _wav(path)
    data = bytearray(path.read_bytes())
    data[22:24] = struct.pack("<H", 0)
    path.write_bytes(bytes(data))


def many_channels(path: Path) -> None:
    soundfile.write(path, tone(channels=32), RATE)


def fast(path: Path) -> None:
    soundfile.write(path, tone(), 384_000)


def no_numbers(path: Path) -> None:
    wave = tone()
    wave[100:200] = np.nan
    wave[300:310] = np.inf
    soundfile.write(path, wave, RATE, subtype="FLOAT")


def plain(path: Path) -> None:
    _wav(path)


BAD = {
    "truncated.flac": truncated("FLAC"),
    "empty.wav": empty,
    "text.wav": text,
    "no channels.wav": no_channels,
}
PLAYABLE = {
    "truncated.wav": truncated("WAV"),
    "truncated.mp3": truncated("MP3"),
    "lying.wav": lying,
    "32 channels.wav": many_channels,
    "384 kHz.wav": fast,
    "no numbers.wav": no_numbers,
    "日本語 ♯ キック.wav": plain,
    "n" * 251 + ".wav": plain,
    "bad \udcff\udcfe name.wav": plain,
}


@pytest.mark.parametrize("name", ["empty.wav", "text.wav", "no channels.wav"])
async def test_what_is_no_sound_is_said_and_marked(start: Start, tmp_path: Path, name: str) -> None:
    root = tmp_path / "sounds"
    root.mkdir()
    BAD[name](root / name)
    async with start() as app:
        await app.add(root)
        marked = await app.until(lambda state: any(state.browser.window.rows))
        row = marked.browser.window.row(0)
        assert row is not None
        assert row.error
        app.post(intents.MoveFocus(1))
        said = await app.until(
            lambda state: (
                state.screen.notice is not None
                and state.screen.notice.severity is Severity.ERROR
                and name in notice_words(state.screen.notice)
            )
        )
        await app.until(lambda state: state.transport.status is Status.STOPPED)
        assert "\n" not in (notice_words(said.screen.notice) if said.screen.notice else "\n")


@pytest.mark.parametrize("name", PLAYABLE)
async def test_what_can_be_heard_is_heard(start: Start, tmp_path: Path, name: str) -> None:
    root = tmp_path / "sounds"
    root.mkdir()
    PLAYABLE[name](root / os.fsdecode(os.fsencode(name)))
    async with start() as app:
        await app.add(root)
        app.post(intents.MoveFocus(1))
        await app.until(lambda state: state.transport.status is Status.PLAYING)
        drawn = await app.until(
            lambda state: state.editor.picture is not None and state.editor.picture.complete
        )

        assert drawn.editor.picture is not None
        assert drawn.editor.picture.frames > 0


async def test_a_folder_of_all_of_them_does_not_stop_the_good_ones(
    start: Start, tmp_path: Path
) -> None:
    root = tmp_path / "sounds"
    root.mkdir()
    for name, make in (BAD | PLAYABLE).items():
        make(root / name)
    plain(root / "zz good.wav")
    async with start() as app:
        listed = await app.add(root)
        for _ in range(len(listed.browser.ids)):
            app.post(intents.MoveFocus(1))
        read = await app.until(lambda state: all(state.browser.window.rows))
        names = [row.name if row else "" for row in read.browser.window.rows]
        app.post(intents.FocusRow(names.index("zz good.wav")))
        playing = await app.until(
            lambda state: (
                state.editor.sample is not None
                and state.editor.sample.name == "zz good.wav"
                and state.transport.status is Status.PLAYING
            )
        )

        assert len(playing.browser.ids) == len(BAD) + len(PLAYABLE) + 1
        assert playing.sources.report is not None
        assert playing.sources.report.unreadable >= 3


async def test_an_empty_folder_is_a_source_with_nothing_in_it(start: Start, tmp_path: Path) -> None:
    root = tmp_path / "nothing"
    root.mkdir()
    async with start() as app:
        added = await app.add(root)

        assert len(added.sources.all) == 1
        assert len(added.browser.ids) == 0


async def test_what_is_no_folder_is_refused_with_the_reason(start: Start, tmp_path: Path) -> None:
    async with start() as app:
        app.post(intents.AddSource(bytes(tmp_path / "not there")))
        said = await app.until(lambda state: state.screen.notice is not None)

        assert said.screen.notice is not None
        assert "not there" in notice_words(said.screen.notice)
        assert said.sources.all == ()
