from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from data import demo_library
from scripts.demo.catalogue import RECIPES, Recipe

NAMES = [recipe.path for recipe in RECIPES]


def sounds(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_write_makes_the_whole_library(tmp_path: Path, demo_sounds: Path) -> None:
    demo_library.write(tmp_path / "new" / "demo")

    assert sounds(tmp_path / "new" / "demo") == sounds(demo_sounds)


def test_write_leaves_nothing_else_behind(tmp_path: Path) -> None:
    demo_library.write(tmp_path / "demo")

    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_write_keeps_what_a_person_changed(tmp_path: Path) -> None:
    demo_library.write(tmp_path / "demo")
    (tmp_path / "demo" / NAMES[0]).write_bytes(b"mine")
    (tmp_path / "demo" / NAMES[1]).unlink()

    demo_library.write(tmp_path / "demo")

    assert (tmp_path / "demo" / NAMES[0]).read_bytes() == b"mine"
    assert not (tmp_path / "demo" / NAMES[1]).exists()


def test_write_says_where_it_may_not_write(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(OSError, match="file"):
        demo_library.write(tmp_path / "file" / "demo")


def test_every_recipe_is_shipped_and_nothing_else(demo_sounds: Path) -> None:
    assert set(sounds(demo_sounds)) == set(NAMES)


def test_there_is_something_of_every_kind() -> None:
    kinds = ("Kick", "Snare", "Hat Closed", "Hat Open", "Clap", "Tom", "Rim", "Bass", "Stab", "Pad")

    assert len(NAMES) >= 50
    assert all(any(f"/{kind}" in name for name in NAMES) for kind in kinds)
    assert sum(name.startswith("FX/") for name in NAMES) >= 4
    assert sum(name.startswith("Loops/") for name in NAMES) == 2


def test_the_library_is_small(demo_sounds: Path) -> None:
    assert sum(map(len, sounds(demo_sounds).values())) < 6_000_000


@pytest.mark.parametrize("recipe", RECIPES, ids=NAMES)
def test_a_shipped_sound_is_clean(recipe: Recipe, demo_sounds: Path) -> None:
    frames, rate = soundfile.read(demo_sounds / recipe.path, always_2d=True)
    loudest = np.max(np.abs(frames))

    assert rate == recipe.rate
    assert np.all(np.isfinite(frames))
    assert 10 ** (-9 / 20) < loudest < 10 ** (-0.5 / 20)
    assert np.all(np.abs(frames.mean(axis=0)) < 1e-4)
    if not recipe.loop:  # a loop may begin and end in the middle of a wave
        assert np.max(np.abs(frames[[0, -1]])) < 1e-3 * loudest + 2**-14


@pytest.mark.parametrize(("tempo", "beats"), [(125, 8), (90, 8)])
def test_a_loop_lasts_whole_beats(tempo: int, beats: int, demo_sounds: Path) -> None:
    (path,) = demo_sounds.rglob(f"*{tempo} BPM.*")
    header = soundfile.info(path)

    assert header.frames * tempo == beats * 60 * header.samplerate


@pytest.mark.parametrize("tempo", [125, 90])
def test_a_loop_has_no_seam(tempo: int, demo_sounds: Path) -> None:
    (path,) = demo_sounds.rglob(f"*{tempo} BPM.*")
    frames, _ = soundfile.read(path)
    around = np.concatenate([frames[-64:], frames[:64]])
    steps = np.max(np.abs(np.diff(around, axis=0)), axis=1)

    assert steps[63] <= np.max(np.delete(steps, 63))
