"""Whatever a foreign library raises, its door turns into a reason of ours: nothing is taken down.

The libraries are made to fail on purpose: most of what they may raise is written down nowhere.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import numpy as np
import onnxruntime
import pytest
import soundfile
import soxr
import tokenizers
import tomlkit
import trio
import watchfiles._rust_notify

from actors.audio.loading.opening import FileReader
from actors.audio.loading.stereo_source import UnreadableSound
from actors.config.reader import read_settings as read_choices
from actors.config.writer import write_settings as write_choices
from actors.embeddings.analysis.extraction import Unknowable, analyse_file
from actors.library.errors import LibraryError
from actors.library.watch.notify import Notify
from actors.library.watch.watcher import CannotWatch
from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from models.audio.units import Hertz
from models.embedding.clap import text_tokens
from models.embedding.index.choice import Kind
from models.embedding.index.engine import make_engine
from models.embedding.index.graph import GraphIndex
from models.embedding.index.layers import layered, make_layer
from models.embedding.network import Network, NetworkError
from models.state.settings import Settings

ERRORS = [
    Exception,
    RuntimeError,
    ValueError,
    TypeError,
    MemoryError,
    KeyError,
    OSError,
    SystemError,
]
FAILING = pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
Break = Callable[[Any, str], None]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> Break:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error("nobody knows why")

    return lambda owner, name: monkeypatch.setattr(owner, name, fail, raising=False)


@pytest.fixture
def wav(tmp_path: Path) -> bytes:
    soundfile.write(tmp_path / "a.wav", np.random.default_rng(1).normal(0, 0.1, 9_000), 44_100)
    return os.fsencode(tmp_path / "a.wav")


@FAILING
def test_libsndfile(broken: Break, wav: bytes) -> None:
    with SoundFile(wav) as sound:
        broken(soundfile.SoundFile, "read")
        broken(soundfile.SoundFile, "seek")
        with pytest.raises(Unreadable):
            sound.read(10)
        with pytest.raises(Unreadable):
            sound.seek(10)
    broken(soundfile, "SoundFile")
    with pytest.raises(Unreadable):
        SoundFile(wav)


@FAILING
def test_soxr_while_a_sound_is_loaded(broken: Break, wav: bytes) -> None:
    broken(soxr, "ResampleStream")
    reading = FileReader(wav, Hertz(48_000), 0.0, None)
    try:
        with pytest.raises(UnreadableSound, match="nobody knows why"):
            reading.run(lambda _: None, lambda: None)
    finally:
        assert reading.decoder is not None
        for memory in reading.decoder.channels:  # nobody took the clip that would be unlinked
            memory.unlink()


@FAILING
def test_soxr_while_a_sound_is_analysed(broken: Break, wav: bytes) -> None:
    broken(soxr, "resample")
    with pytest.raises(Unknowable, match="nobody knows why"):
        analyse_file(wav)


@FAILING
def test_onnx_runtime(broken: Break, tmp_path: Path) -> None:
    broken(onnxruntime, "InferenceSession")
    with pytest.raises(NetworkError):
        Network(tmp_path / "no.onnx")


@FAILING
def test_tokenizers(broken: Break, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Tokenizer:
        """As the real one, which is of Rust and cannot be changed."""

    monkeypatch.setattr(tokenizers, "Tokenizer", Tokenizer)
    broken(Tokenizer, "from_buffer")
    with pytest.raises(NetworkError):
        text_tokens.Words(b"{}", "tokenizer.json")


@FAILING
@pytest.mark.parametrize("kind", Kind)
def test_libraries_of_graphs_are_not_needed_for_an_answer(
    broken: Break, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    vectors = np.random.default_rng(1).normal(size=(200, 4)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = layered(make_layer(np.arange(200), np.arange(200, dtype=np.uint64), vectors))
    graph = GraphIndex(make_engine(kind, 4))
    graph.follow(index)
    graph.link(index, 200, 1)
    library = SimpleNamespace(set_ef=lambda _: None)  # what is of C++ cannot be changed
    broken(library, "knn_query" if kind is Kind.FLOATS else "search")
    monkeypatch.setattr(graph.engine, "_graph", library)
    monkeypatch.setattr(type(graph.engine), "__len__", lambda _: 200)
    assert graph.nearest(index, vectors[7], 3).ids[0] == 7


@FAILING
def test_tomlkit(broken: Break, tmp_path: Path) -> None:
    broken(tomlkit, "parse")
    with pytest.raises((ValueError, OSError)):
        write_choices(tmp_path / "config.toml", Settings(), Settings(follow_playhead=False))


def test_a_file_of_choices_that_is_nested_without_end_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("a = " + "[" * 5_000)
    found = read_choices(tmp_path)

    assert found.settings == Settings()
    assert "nested without end" in found.problems[0]


@FAILING
async def test_watchfiles(broken: Break, tmp_path: Path) -> None:
    broken(watchfiles._rust_notify, "RustNotify")
    with pytest.raises(CannotWatch):
        await Notify(os.fsencode(tmp_path), trio.CapacityLimiter(1)).begin()


@pytest.mark.parametrize(
    "error", [sqlite3.OperationalError, sqlite3.NotSupportedError, OverflowError, MemoryError]
)
async def test_sqlite(tmp_path: Path, error: type[Exception]) -> None:
    from actors.library.store import open_store

    def work(_: sqlite3.Connection) -> NoReturn:
        raise error("nobody knows why")

    async with open_store(tmp_path) as store:
        with pytest.raises(LibraryError, match="nobody knows why"):
            await store.writer.write(work)
        with pytest.raises(LibraryError):
            await store.rows.read(lambda rows: rows.execute("SELECT ?", (1 << 70,)).fetchall())
