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


def test_write_makes_the_whole_library(tmp_path: Path, whole_demo: Path) -> None:
    demo_library.write(tmp_path / "new" / "demo")

    assert sounds(tmp_path / "new" / "demo") == sounds(whole_demo)


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


def test_every_recipe_is_shipped_and_nothing_else(whole_demo: Path) -> None:
    assert set(sounds(whole_demo)) == set(NAMES)


def test_there_is_something_of_every_kind() -> None:
    kinds = ("Kick", "Snare", "Hat Closed", "Hat Open", "Clap", "Tom", "Rim", "Bass", "Stab", "Pad")

    assert len(NAMES) >= 50
    assert all(any(f"/{kind}" in name for name in NAMES) for kind in kinds)
    assert sum(name.startswith("FX/") for name in NAMES) >= 4
    assert sum(name.startswith("Loops/") for name in NAMES) == 3


def test_the_library_is_small(whole_demo: Path) -> None:
    assert sum(map(len, sounds(whole_demo).values())) < 7_000_000


@pytest.mark.parametrize("recipe", RECIPES, ids=NAMES)
def test_a_shipped_sound_is_clean(recipe: Recipe, whole_demo: Path) -> None:
    frames, rate = soundfile.read(whole_demo / recipe.path, always_2d=True)
    loudest = np.max(np.abs(frames))

    assert rate == recipe.rate
    assert np.all(np.isfinite(frames))
    assert 10 ** (-9 / 20) < loudest < 10 ** (-0.5 / 20)
    assert np.all(np.abs(frames.mean(axis=0)) < 1e-4)
    if not recipe.loop:  # a loop may begin and end in the middle of a wave
        assert np.max(np.abs(frames[[0, -1]])) < 1e-3 * loudest + 2**-14


@pytest.mark.parametrize(("tempo", "beats"), [(125, 8), (90, 8), (168, 32)])
def test_a_loop_lasts_whole_beats(tempo: int, beats: int, whole_demo: Path) -> None:
    (path,) = whole_demo.rglob(f"*{tempo} BPM.*")
    header = soundfile.info(path)

    assert header.frames * tempo == beats * 60 * header.samplerate


@pytest.mark.parametrize("tempo", [125, 90, 168])
def test_a_loop_has_no_seam(tempo: int, whole_demo: Path) -> None:
    (path,) = whole_demo.rglob(f"*{tempo} BPM.*")
    frames, _ = soundfile.read(path)
    around = np.concatenate([frames[-64:], frames[:64]])
    steps = np.abs(np.diff(around, axis=0)).reshape(127, -1).max(axis=1)

    assert steps[63] <= np.max(np.delete(steps, 63))


def test_two_sounds_are_there_twice(whole_demo: Path) -> None:
    kick, snare = (
        whole_demo / "Drums/Kicks/Kick Deep.wav",
        whole_demo / "Drums/Snares/Snare Fat.wav",
    )
    frames, rate = soundfile.read(snare)
    quiet, same_rate = soundfile.read(whole_demo / "Unsorted/bounce 13.flac")

    assert (whole_demo / "Unsorted/bounce 12.wav").read_bytes() == kick.read_bytes()
    assert same_rate == rate
    assert np.max(np.abs(quiet - 10 ** (-6 / 20) * frames)) < 2**-13
