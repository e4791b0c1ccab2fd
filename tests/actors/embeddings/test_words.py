"""Words for sounds, through the actors: with a tiny CLAP, and with a model that knows none."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from actors.messages import embeddings
from actors.model_files import registry
from actors.model_files.installation import install
from models.audio.units import Ticket
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from tests.actors.embeddings.ends import Ends, running
from tests.models.embedding.clap.weights import TINY, named, safetensors


@pytest.fixture
def kit(tmp_path: Path, demo_sounds: Path) -> Path:
    shutil.copytree(demo_sounds / "Drums" / "Kicks", tmp_path / "kit")
    return tmp_path / "kit"


async def asked(ends: Ends, words: str, leave_out: int = 0) -> embeddings.SimilarFound:
    known = [one.id for one in await ends.library.samples()][leave_out:]
    among = SampleIds(np.array(known, np.int64))
    ends.post(embeddings.FindSimilar(Ticket(3), SimilarityQuery((), words=words), among, 100))
    return await ends.until(embeddings.SimilarFound)


async def test_words_find_sounds_among_those_that_are_listed(tmp_path: Path, kit: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    weights = tmp_path / "checkpoint"
    weights.mkdir()
    (weights / "tokenizer.json").write_bytes((TINY / "tokenizer.json").read_bytes())
    (weights / "model.safetensors").write_bytes(safetensors(named()))
    install(weights / "model.safetensors", registry.model_folder("clap", home), graphs=TINY)
    async with running(home) as ends:
        count = (await ends.library.add(kit)).added
        await ends.embed()
        found = await asked(ends, "short dusty snare")
        fewer = await asked(ends, "short dusty snare", leave_out=3)
        again = await asked(ends, "short dusty snare")

    assert found.reason == ""
    assert len(found.answer.ids) == found.answer.compared == count
    assert fewer.answer.compared == len(fewer.answer.ids) == count - 3
    assert sorted(found.answer.scores.tolist(), reverse=True) == found.answer.scores.tolist()
    assert again.answer.ids.array.tolist() == found.answer.ids.array.tolist()


async def test_a_model_without_words_says_which_one_knows_them(tmp_path: Path, kit: Path) -> None:
    async with running(tmp_path / "home") as ends:
        await ends.library.add(kit)
        await ends.embed()
        found = await asked(ends, "snare")

    assert "knows no words" in found.reason
    assert "sempal model install clap" in found.reason
