"""Columns of all samples tell of each what its row tells."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from actors.messages import library
from models.audio.units import SampleId
from models.library.tag import Tag
from models.library.traits import Traits
from tests.actors.library.ends import running


async def test_each_sample_has_its_folder_and_its_mark(tmp_path: Path, demo_sounds: Path) -> None:
    async with running(tmp_path) as ends:
        await ends.add(demo_sounds)
        samples = await ends.samples()
        chosen = tuple(one.id for one in samples[::7])
        ends.post(library.Mark(chosen, Tag.KEEP))
        await ends.done(library.TagsChanged)
        ends.post(library.ReadTraits())
        traits = (await ends.until(library.TraitsRead)).traits

    rows = {int(sample): row for row, sample in enumerate(traits.ids)}
    assert np.all(np.diff(traits.ids) > 0)
    assert len(rows) == len(samples)
    for one in samples:
        row = rows[one.id]
        assert traits.folder_names[traits.folders[row]] == Path(one.path.decode()).parent.name
        assert traits.tags[row] == (1 if one.id in chosen else 0)


def test_other_marks_make_other_traits() -> None:
    traits = Traits(
        np.array([2, 5, 9]), np.zeros(3, np.int8), np.zeros(3, np.int32), folder_names=("a",)
    )
    after = traits.with_marks({SampleId(5): Tag.TRASH, SampleId(6): Tag.KEEP})

    assert after.tags.tolist() == [0, -1, 0]
    assert traits.tags.tolist() == [0, 0, 0]
    assert traits.rows(np.array([9, 3, 2])).tolist() == [2, -1, 0]
    assert Traits().rows(np.array([1])).tolist() == [-1]
