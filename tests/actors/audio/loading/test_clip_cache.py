"""The clip cache loads once, evicts in time, and never delays the newest request."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import trio

from actors.audio.loading import clip_cache as rules
from actors.audio.loading.clip_cache import ClipCache
from actors.audio.loading.stereo_source import Unavailable, UnreadableSound
from actors.audio.process.shared_memory import map_memory
from tests.actors.audio.loading.keeper import Keeper
from tests.actors.audio.sounds import ramp, written

SHARED = Path("/dev/shm")  # noqa: S108 - where Linux lists shared memory


async def test_a_sound_is_read_once(tmp_path: Path, nursery: trio.Nursery) -> None:
    kick = written(tmp_path / "kick.wav", ramp(4_800, 2))
    cache = ClipCache(keeper := Keeper(), nursery)

    first = await cache.fetch(kick.path, 0)
    again = await cache.fetch(kick.path, 0)

    assert first is again
    assert len(keeper.loaded) == 1
    assert first.clip.frames == 4_800
    assert len(first.clip.memory) == 2


async def test_what_is_loaded_plays_while_no_thread_is_free(
    tmp_path: Path, nursery: trio.Nursery
) -> None:
    kick = written(tmp_path / "kick.wav", ramp(4_800))
    cache = ClipCache(Keeper(), nursery)
    assert cache.held(kick.path, 0) is None
    loaded = await cache.fetch(kick.path, 0)
    await loaded.until_done()

    hung = cache._urgent  # drives that do not respond hold all threads
    for number in range(int(hung.available_tokens)):
        hung.acquire_on_behalf_of_nowait(number)

    assert cache.held(kick.path, 0) is loaded
    assert cache.held(kick.path, 4_799) is loaded
    assert cache.held(kick.path + b"2", 0) is None


async def test_what_is_at_hand_is_not_evicted_before_older_ones(
    tmp_path: Path, nursery: trio.Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MAX_CLIPS", 2)
    sounds = [written(tmp_path / f"{number}.wav", ramp(480)) for number in range(3)]
    cache = ClipCache(Keeper(), nursery)
    for sound in sounds[:2]:
        await cache.fetch(sound.path, 0)

    assert cache.held(sounds[0].path, 0) is not None
    await cache.fetch(sounds[2].path, 0)

    assert cache.held(sounds[0].path, 0) is not None
    assert cache.held(sounds[1].path, 0) is None


async def test_a_changed_file_is_read_again(tmp_path: Path, nursery: trio.Nursery) -> None:
    kick = written(tmp_path / "kick.wav", ramp(4_800))
    cache = ClipCache(Keeper(), nursery)
    await cache.fetch(kick.path, 0)

    written(tmp_path / "kick.wav", ramp(2_400))
    changed = await cache.fetch(kick.path, 0)
    os.utime(kick.path, ns=(1, 1))
    touched = await cache.fetch(kick.path, 0)

    assert changed.clip.frames == 2_400
    assert touched is not changed


async def test_a_long_sound_is_at_hand_before_it_is_read(
    tmp_path: Path, nursery: trio.Nursery
) -> None:
    frames = 48_000 * 240
    pad = written(tmp_path / "pad.wav", np.zeros(frames, np.float32), 44_100, "PCM_16")
    cache = ClipCache(keeper := Keeper(), nursery)

    loader = await cache.fetch(pad.path, frames * 0.9)
    early = not loader.done
    at = loader.conversion.to_device(frames * 0.9)
    held = loader.is_playable(at)
    await cache.fetch(written(tmp_path / "kick.wav", ramp(480)).path, 0)
    await loader.until_done()

    assert early
    assert held
    assert keeper.unloaded == [loader.clip]  # nobody waits for the rest of it any more


async def test_what_cannot_be_read_is_said_and_forgotten(
    tmp_path: Path, nursery: trio.Nursery
) -> None:
    cache = ClipCache(keeper := Keeper(), nursery)
    (tmp_path / "kick.wav").write_text("words " * 100)

    with pytest.raises(UnreadableSound, match=r"kick\.wav: not an audio file"):
        await cache.fetch(bytes(tmp_path / "kick.wav"), 0)
    with pytest.raises(UnreadableSound, match="file not found"):
        await cache.fetch(bytes(tmp_path / "snare.wav"), 0)
    kick = written(tmp_path / "kick.wav", ramp(480))
    await cache.fetch(kick.path, 0)

    assert keeper.held == 1


async def test_what_is_read_ahead_is_at_hand(tmp_path: Path, nursery: trio.Nursery) -> None:
    sounds = [written(tmp_path / f"{n}.wav", ramp(4_800)) for n in range(3)]
    cache = ClipCache(keeper := Keeper(), nursery)

    await cache.prepare([sound.path for sound in sounds])
    loaded = len(keeper.loaded)
    loader = await cache.fetch(sounds[2].path, 0)

    assert loaded == 3
    assert loader.done
    assert len(keeper.loaded) == 3


async def test_a_bad_file_ahead_does_no_harm(tmp_path: Path, nursery: trio.Nursery) -> None:
    (tmp_path / "bad.wav").write_text("words " * 100)
    good = written(tmp_path / "good.wav", ramp(480))
    cache = ClipCache(keeper := Keeper(), nursery)

    await cache.prepare([bytes(tmp_path / "bad.wav"), bytes(tmp_path / "gone.wav"), good.path])

    assert keeper.held == 1


async def test_an_engine_that_ends_while_files_are_looked_up_loads_none(tmp_path: Path) -> None:
    sound = written(tmp_path / "kick.wav", ramp(4_800))
    async with trio.open_nursery() as outer, trio.open_nursery() as tasks:
        cache = ClipCache(keeper := Keeper(), tasks)
        outer.start_soon(cache.prepare, [sound.path])
        await trio.lowlevel.checkpoint()  # it waits for the thread that looks the file up
        cache.close()

    with pytest.raises(Unavailable, match=r"kick\.wav: the audio output has changed"):
        await cache.fetch(sound.path, 0)
    assert not keeper.loaded


async def test_the_least_recently_used_are_forgotten(
    tmp_path: Path, nursery: trio.Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MAX_CLIPS", 3)
    sounds = [written(tmp_path / f"{n}.wav", ramp(480)) for n in range(5)]
    cache = ClipCache(keeper := Keeper(), nursery)

    for sound in sounds:
        await cache.fetch(sound.path, 0)
    loaded = [clip.number for clip in keeper.loaded]

    assert [clip.number for clip in keeper.unloaded] == loaded[:2]


async def test_too_much_is_forgotten(
    tmp_path: Path, nursery: trio.Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "BUDGET", 8 * 4_801 * 3)
    sounds = [written(tmp_path / f"{n}.wav", ramp(4_800)) for n in range(9)]
    cache = ClipCache(keeper := Keeper(), nursery)

    for sound in sounds:
        await cache.fetch(sound.path, 0)

    assert keeper.held == 3


async def test_no_names_are_left_behind(tmp_path: Path, nursery: trio.Nursery) -> None:
    sounds = [written(tmp_path / f"{n}.wav", ramp(480_000)) for n in range(6)]
    cache = ClipCache(keeper := Keeper(), nursery)

    async with trio.open_nursery() as many:
        for sound in sounds:  # all but the last are given up half way
            many.start_soon(_ignored, cache, sound.path)
    await cache.fetch(sounds[-1].path, 0)

    names = [name for clip in keeper.loaded for name in clip.memory]
    assert names
    for name in names:
        with pytest.raises(FileNotFoundError):
            map_memory(name, 8, make=False)


async def _ignored(cache: ClipCache, path: bytes) -> None:
    with trio.move_on_after(0.02):
        await cache.fetch(path, 0)
