from __future__ import annotations

from pathlib import Path

import pytest

from actors.model_files import registry
from actors.model_files.installation import install
from models.embedding.clap.clap_model import ClapModel
from models.embedding.default_model import DefaultModel
from models.embedding.model import Model
from models.embedding.network import NetworkError, Wordless
from tests.models.embedding.clap.weights import TINY, named, safetensors


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with CLAP in it."""
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(safetensors(named()))
    (tmp_path / "tokenizer.json").write_bytes((TINY / "tokenizer.json").read_bytes())
    install(weights, registry.model_folder("clap", tmp_path / "data"), graphs=TINY)
    return tmp_path / "data"


def test_what_is_shipped_is_always_there_and_listens_first(tmp_path: Path) -> None:
    shipped, clap = registry.list_models("", tmp_path)

    assert (shipped.name, shipped.installed, shipped.chosen) == ("aisfx", True, True)
    assert (clap.name, clap.installed, clap.chosen, clap.words) == ("clap", False, False, False)
    assert isinstance(registry.open_model("", tmp_path), DefaultModel)


def test_clap_listens_once_it_is_installed_unless_another_is_chosen(data: Path) -> None:
    assert [one.chosen for one in registry.list_models("", data)] == [False, True]
    assert [one.chosen for one in registry.list_models("aisfx", data)] == [True, False]
    model: Model = registry.open_model("", data)
    assert isinstance(model, ClapModel)
    assert model.embed_text("kick").shape == (model.space.timbre,)


def test_models_have_ids_of_their_own_by_their_weights(data: Path, tmp_path: Path) -> None:
    other = {name: value * 1.01 for name, value in named().items()}
    (tmp_path / "other").write_bytes(safetensors(other))
    before = registry.open_model("clap", data).id
    install(tmp_path / "other", registry.model_folder("clap", data), graphs=TINY)

    ids = {before, registry.open_model("clap", data).id, registry.open_model("aisfx", data).id}
    assert len(ids) == 3


def test_the_shipped_model_says_that_it_knows_no_words(tmp_path: Path) -> None:
    with pytest.raises(Wordless, match="CLAP does"):
        registry.open_model("aisfx", tmp_path).embed_text("dusty")


def test_verifying_finds_what_opening_need_not_look_at(data: Path) -> None:
    registry.verify_model("clap", data)
    with (registry.model_folder("clap", data) / "clap-text.bin").open("r+b") as file:
        file.write(b"0")

    registry.open_model("clap", data)
    with pytest.raises(NetworkError, match=r"clap-text\.bin is not as it was installed"):
        registry.verify_model("clap", data)


@pytest.mark.parametrize(
    ("name", "reason"), [("vggish", "only aisfx and clap"), ("clap", "not inst")]
)
def test_what_is_not_there_is_said(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(NetworkError, match=reason):
        registry.open_model(name, tmp_path)
