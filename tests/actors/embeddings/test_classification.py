"""Types of a real library: detected, corrected, searched."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.messages import library
from models.library.query import Query
from models.library.sample import Sample
from models.types.sound_type import SoundType
from tests.actors.embeddings.ends import Ends, running


@pytest.fixture
def kit(tmp_path: Path, demo_sounds: Path) -> Path:
    folder = tmp_path / "kit"
    shutil.copytree(demo_sounds / "Drums" / "Kicks", folder / "Kicks")
    shutil.copytree(demo_sounds / "Loops", folder / "Loops")
    return folder


async def correct(ends: Ends, sample: Sample, sound: SoundType | None) -> Sample:
    ends.library.post(library.CorrectType((sample.id,), sound))
    changed = (await ends.library.done(library.TypesCorrected)).changed
    assert isinstance(changed, library.TypesCorrected)
    return changed.samples[0]


async def test_what_is_heard_has_a_type_and_is_found_by_it(tmp_path: Path, kit: Path) -> None:
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        samples = await ends.library.samples()
        kicks = await ends.library.list(Query(words="type:kick"))
        others = await ends.library.list(Query(words="-type:kick"))
        loops = await ends.library.list(Query(words="type:loop"))

    by_type = {sample.id: sample.type for sample in samples}
    assert all(sample.type is not None and 0 < sample.confidence <= 1 for sample in samples)
    assert sorted(kicks) == sorted(one for one, kind in by_type.items() if kind is SoundType.KICK)
    assert len(kicks) >= 7
    assert len(kicks) + len(others) == len(samples)
    assert {by_type[one] for one in loops} == {SoundType.LOOP}
    assert len(loops) == 2


async def test_what_a_person_says_stays(tmp_path: Path, kit: Path) -> None:
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        sample = next(one for one in await ends.library.samples() if b"/Kicks/" in one.path)
        changed = await correct(ends, sample, SoundType.TOM)
        found = await ends.library.list(Query(words="type:tom"))
        kicks = await ends.library.list(Query(words="type:kick"))
    with closing(sqlite3.connect(tmp_path / "library.db")) as database:
        database.execute("UPDATE sound_type SET classifier = 'an older one'")
        database.commit()
    async with running(tmp_path) as ends:
        await ends.embed()
        after = {one.id: one for one in await ends.library.samples()}
        back = await correct(ends, sample, None)

    assert (changed.type, changed.confidence) == (SoundType.TOM, 1.0)
    assert sample.id in found
    assert sample.id not in kicks
    assert after[sample.id].type is SoundType.TOM
    assert (back.type, back.confidence) == (sample.type, sample.confidence)


async def test_changed_content_is_detected_anew(tmp_path: Path, kit: Path) -> None:
    async with running(tmp_path) as ends:
        await ends.library.add(kit)
        await ends.embed()
        path = min((kit / "Kicks").glob("*.wav"))
        noise = np.random.default_rng(1).normal(0, 0.2, 90_000)
        soundfile.write(path, noise, 44_100)
        await ends.library.scan()
        await ends.embed()
        (changed,) = [one for one in await ends.library.samples() if one.name == path.name]

    assert changed.type is not SoundType.KICK
