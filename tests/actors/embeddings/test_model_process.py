"""A model lives in a process of its own, which goes when idle and comes back when asked."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio
import trio.testing

from actors.embeddings.extraction import Unembedded, extract_features, load_model
from actors.embeddings.model_process import IDLE, ModelProcess
from models.audio.span import Span
from models.audio.units import Frames
from models.embedding.default_model import NAME
from models.embedding.features import unpack_features
from models.embedding.network import NetworkError


@asynccontextmanager
async def opened(name: str = NAME, folder: Path = Path()) -> AsyncGenerator[ModelProcess]:
    async with trio.open_nursery() as nursery:
        yield ModelProcess(nursery, name, folder)
        nursery.cancel_scope.cancel()


@pytest.fixture
async def process() -> AsyncIterator[ModelProcess]:
    async with opened() as found:
        yield found


@pytest.fixture
def kick(demo_sounds: Path) -> bytes:
    return os.fsencode(next((demo_sounds / "Drums" / "Kicks").rglob("*.wav")))


@pytest.mark.parametrize("span", [None, Span(Frames(100), Frames(9000))])
async def test_features_are_those_of_the_model_itself(
    process: ModelProcess, kick: bytes, span: Span | None
) -> None:
    found = await process.features(kick, span)

    wanted = extract_features(load_model(), kick, span)
    assert unpack_features(found) == pytest.approx(unpack_features(wanted), abs=1e-3)


async def test_an_unreadable_file_is_told_and_the_process_stays(
    process: ModelProcess, kick: bytes
) -> None:
    with pytest.raises(Unembedded, match="not found"):
        await process.features(b"/nowhere/a.wav")
    before = process.pid
    await process.features(kick)

    assert process.pid == before


async def test_a_model_without_words_says_so(process: ModelProcess) -> None:
    with pytest.raises(NetworkError, match="knows no words"):
        await process.text("kick")


async def test_an_unusable_model_is_told(tmp_path: Path) -> None:
    async with opened("clap", tmp_path) as process:
        for ask in process.check, process.verify:
            with pytest.raises(NetworkError, match="not installed"):
                await ask()


async def test_it_ends_after_idleness_and_is_started_again(
    mock_clock: trio.testing.MockClock, kick: bytes
) -> None:
    async with opened() as process:
        await process.features(kick)
        first = process.pid
        assert first is not None
        mock_clock.jump(IDLE - 1)
        await trio.testing.wait_all_tasks_blocked()
        await process.features(kick)
        mock_clock.jump(IDLE - 1)
        await trio.testing.wait_all_tasks_blocked()
        assert process.pid == first, "it was asked meanwhile"

        mock_clock.jump(2)
        await trio.testing.wait_all_tasks_blocked()
        assert process.pid is None
        await process.features(kick)
        assert process.pid not in {None, first}


async def test_a_process_that_died_is_replaced(process: ModelProcess, kick: bytes) -> None:
    await process.check()
    assert process.pid is not None
    os.kill(process.pid, 9)
    with pytest.raises(NetworkError, match="ended with"):
        await process.features(kick)

    assert await process.features(kick)


async def test_a_cancelled_request_does_not_answer_the_next(
    process: ModelProcess, kick: bytes
) -> None:
    await process.check()
    with trio.CancelScope() as scope:
        scope.cancel()
        await process.features(b"/nowhere/a.wav")

    assert await process.features(kick)


async def test_an_ended_process_is_gone(process: ModelProcess) -> None:
    await process.check()
    first = process.pid
    assert first is not None
    process.end()
    with trio.fail_after(60):
        while Path(f"/proc/{first}").exists():  # noqa: ASYNC110, ASYNC240 - nothing tells us
            await trio.sleep(0.01)
