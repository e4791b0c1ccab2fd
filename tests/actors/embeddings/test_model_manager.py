"""Models are listed, looked over, installed and switched while the app runs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from actors.embeddings import model_manager
from actors.messages import embeddings
from actors.model_files import registry
from actors.model_files.installation import install
from models.audio.units import Ticket
from models.embedding.model_info import Known
from models.state.notice import Notice, NoticeKind, Severity
from tests.actors.embeddings.ends import Ends, running
from tests.models.embedding.clap.weights import TINY, named, safetensors


@pytest.fixture
def kit(tmp_path: Path, demo_sounds: Path) -> Path:
    shutil.copytree(demo_sounds / "Pads", tmp_path / "kit")
    return tmp_path / "kit"


@pytest.fixture
def checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Weights of a tiny CLAP; what installs them has graphs of that size."""
    monkeypatch.setattr(
        model_manager, "install", lambda weights, target: install(weights, target, graphs=TINY)
    )
    path = tmp_path / "model.safetensors"
    path.write_bytes(safetensors(named()))
    return path


async def asked(ends: Ends, order: embeddings.Command) -> embeddings.ModelsListed:
    ends.post(order)
    return await ends.until(embeddings.ModelsListed)


def chosen(event: embeddings.ModelsListed) -> str:
    (name,) = [one.name for one in event.models if one.chosen]
    return name


async def test_they_are_listed_and_the_shipped_one_is_whole(tmp_path: Path) -> None:
    async with running(tmp_path) as ends:
        listed = await asked(ends, embeddings.ListModels())
        verified = await asked(ends, embeddings.VerifyModel("aisfx"))
        absent = await asked(ends, embeddings.UseModel("clap"))

    assert listed.models == (
        Known("aisfx", installed=True, chosen=True, words=False),
        Known("clap", installed=False, chosen=False, words=False),
    )
    assert verified.outcome == Notice(NoticeKind.MODEL_VERIFIED, "aisfx")
    assert absent.outcome is not None
    assert absent.outcome.kind is NoticeKind.MODEL_UNUSABLE
    assert "clap is not installed" in absent.outcome.reason
    assert chosen(absent) == "aisfx"


async def test_installed_it_listens_and_the_one_before_can_again(
    tmp_path: Path, kit: Path, checkpoint: Path
) -> None:
    home = tmp_path / "home"
    async with running(home) as ends:
        added = (await ends.library.add(kit)).added
        installed = await asked(ends, embeddings.InstallModel(os.fsencode(checkpoint)))
        ends.post(embeddings.StartEmbedding(Ticket(4)))
        heard = (await ends.until(embeddings.EmbeddingEnded)).done
        types = {one.type for one in await ends.library.samples()}
        back = await asked(ends, embeddings.UseModel("aisfx"))
        known = await ends.embed()

    assert installed.outcome == Notice(NoticeKind.MODEL_ACTIVE, "clap")
    assert chosen(installed) == "clap"
    assert heard is not None
    assert heard.embedded == added
    assert None not in types  # told by the shipped one, whichever listens
    assert chosen(back) == "aisfx"
    assert (known.embedded, known.known) == (0, added)  # nothing is heard twice


async def test_one_that_cannot_listen_does_not_stop_who_does(tmp_path: Path, kit: Path) -> None:
    async with running(tmp_path / "home") as ends:
        added = (await ends.library.add(kit)).added
        ends.post(embeddings.StartEmbedding(Ticket(4)))
        refused = await asked(ends, embeddings.UseModel("clap"))
        heard = (await ends.until(embeddings.EmbeddingEnded)).done

    assert refused.outcome is not None
    assert refused.outcome.severity is Severity.ERROR
    assert heard is not None
    assert heard.embedded == added


@pytest.fixture
def cut(tmp_path: Path, checkpoint: Path) -> Path:
    """Weights of which most is missing."""
    path = tmp_path / "cut.safetensors"
    path.write_bytes(checkpoint.read_bytes()[:2_000])
    return path


async def test_a_wrong_file_is_refused_and_nothing_changes(tmp_path: Path, cut: Path) -> None:
    async with running(tmp_path / "home") as ends:
        refused = await asked(ends, embeddings.InstallModel(os.fsencode(cut)))

    assert refused.outcome is not None
    assert refused.outcome.kind is NoticeKind.MODEL_NOT_INSTALLED
    assert refused.outcome.reason.startswith("cut.safetensors")
    assert not registry.is_installed("clap", tmp_path / "home")
    assert chosen(refused) == "aisfx"


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


async def test_a_changed_file_is_found_out(tmp_path: Path, checkpoint: Path) -> None:
    home = tmp_path / "home"
    async with running(home) as ends:
        await asked(ends, embeddings.InstallModel(os.fsencode(checkpoint)))
        place = registry.model_folder("clap", home)
        weights = max(place.iterdir(), key=lambda path: path.stat().st_size)
        _flip(weights)
        found = await asked(ends, embeddings.VerifyModel("clap"))

    assert found.outcome is not None
    assert found.outcome.kind is NoticeKind.MODEL_DAMAGED
