from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from scripts.demo.catalogue import RECIPES, Recipe
from scripts.demo.recording import record, render

SOME = [
    recipe
    for recipe in RECIPES
    if recipe.path.split("/")[-1].startswith(("Kick", "Clap", "Rim", "Pad"))
]


@pytest.mark.parametrize("recipe", SOME[::3], ids=lambda recipe: recipe.path)
def test_a_recipe_makes_the_shipped_sound(
    recipe: Recipe, tmp_path: Path, demo_sounds: Path
) -> None:
    made, _ = soundfile.read(record(recipe, tmp_path))
    shipped, _ = soundfile.read(demo_sounds / recipe.path)

    # Two machines may round a sine differently, so one step of 16 bits is allowed.
    assert made.shape == shipped.shape
    assert np.max(np.abs(made - shipped)) <= (2**-15 if recipe.subtype != "VORBIS" else 1e-3)


def test_a_recipe_is_the_same_every_time(tmp_path: Path) -> None:
    for recipe in RECIPES[:3]:
        first = record(recipe, tmp_path / "first")
        second = record(recipe, tmp_path / "second")

        assert first.read_bytes() == second.read_bytes()


def test_a_loop_is_neither_trimmed_nor_faded() -> None:
    (recipe,) = (recipe for recipe in RECIPES if "90 BPM" in recipe.path)

    assert len(render(recipe)) == 44_100 * 60 * 8 // 90
