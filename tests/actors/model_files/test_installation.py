from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from actors.model_files import seal
from actors.model_files.installation import install
from actors.model_files.loader import open_clap
from models.embedding.checkpoint.weights import CheckpointError
from models.embedding.clap.clap_model import ClapModel
from models.embedding.default_model import USUAL
from models.embedding.network import NetworkError
from tests.models.embedding.clap.sounds import sounds
from tests.models.embedding.clap.weights import TINY, Named, named, safetensors, saved, theirs
from tests.models.embedding.sounds import MODELS

SOUND = sounds()["kick"]


@pytest.mark.parametrize(
    "content",
    [
        saved(named()),
        saved(named(), epoch=3, name="x"),
        saved(theirs(named()), epoch=45),
        safetensors(theirs(named())),
    ],
    ids=["transformers", "a trainer's", "laion_clap", "laion_clap as safetensors"],
)
def test_every_layout_says_the_same(clap: ClapModel, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "weights.pt").write_bytes(content)
    install(tmp_path / "weights.pt", tmp_path / "clap", graphs=TINY)

    other = open_clap(tmp_path / "clap", MODELS / USUAL)
    assert np.array_equal(other.embed_audio(*SOUND), clap.embed_audio(*SOUND))


def without(weights: Named, part: str) -> Named:
    return {name: value for name, value in weights.items() if part not in name}


def calling() -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w") as file:
        file.writestr("archive/data.pkl", pickle.dumps(print, 2))
    return content.getvalue()


WRONG: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "no readable weights"),
    "a text": (lambda: b"<html>not found</html>" * 50, "no readable weights"),
    "a program": (calling, "wants builtins.print|wants __builtin__.print"),
    "a truncated archive": (lambda: saved(named())[:-2000], "no readable weights"),
    "truncated safetensors": (lambda: safetensors(named())[:-4], "cut short"),
    "another model": (lambda: safetensors({"fc.weight": np.zeros((3, 4))}), "are missing"),
    "no text tower": (
        lambda: safetensors(without(named(), "text_model")),
        "text tower are missing",
    ),
    "another size": (
        lambda: safetensors({**named(), "audio_projection.linear1.weight": np.zeros((4, 4))}),
        r"linear1.weight is \(4, 4\)",
    ),
    "no numbers": (
        lambda: safetensors(
            {**named(), "audio_projection.linear1.bias": np.full(16, np.nan, np.float32)}
        ),
        "linear1.bias holds what is no number",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_clap_is_refused_and_leaves_nothing(tmp_path: Path, what: str) -> None:
    made, reason = WRONG[what]
    (tmp_path / "weights").write_bytes(made())

    with pytest.raises(CheckpointError, match=reason):
        install(tmp_path / "weights", tmp_path / "clap", graphs=TINY)
    assert [path.name for path in tmp_path.iterdir()] == ["weights"]


def test_another_hash_than_asked_for_is_refused(checkpoint: Path, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="its SHA-256 is"):
        install(checkpoint, tmp_path / "clap", digest="0" * 64, graphs=TINY)

    install(checkpoint, tmp_path / "clap", digest=seal.digest(checkpoint).upper(), graphs=TINY)
    assert seal.source_digest(tmp_path / "clap") == seal.digest(checkpoint)


def test_what_was_installed_stays_if_the_next_is_refused(checkpoint: Path, tmp_path: Path) -> None:
    install(checkpoint, tmp_path / "clap", graphs=TINY)
    (tmp_path / "bad").write_bytes(b"x")

    with pytest.raises(CheckpointError):
        install(tmp_path / "bad", tmp_path / "clap", graphs=TINY)
    seal.check_files(tmp_path / "clap")


def test_a_tokenizer_of_another_kind_is_refused(checkpoint: Path, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}")

    with pytest.raises(NetworkError, match=r"other\.json"):
        install(checkpoint, tmp_path / "clap", tokenizer=tmp_path / "other.json", graphs=TINY)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"nowhere\.pt: No such file"):
        install(tmp_path / "nowhere.pt", tmp_path / "clap", graphs=TINY)
