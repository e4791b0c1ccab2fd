"""A file moved between two sources keeps its sample, whichever is scanned first and how often."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import soundfile
import trio
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actors.messages import library
from models.library.sample import Sample
from models.library.tag import Tag
from tests.actors.library.ends import Ends, running
from tests.actors.library.scan.test_identity import LONG, TIME, edit, sound

PATHS = ("one/a.wav", "one/b.wav", "two/a.wav", "two/x/c.wav")
Deed = tuple[str, tuple[str, ...]]
deeds = st.one_of(
    st.tuples(st.just("turn"), st.permutations(PATHS).map(lambda paths: tuple(paths[:3]))),
    st.tuples(st.just("swap"), st.permutations(PATHS).map(lambda paths: tuple(paths[:2]))),
    st.tuples(
        st.sampled_from(["move", "refill", "copy"]),
        st.permutations(PATHS).map(lambda paths: tuple(paths[:2])),
    ),
    st.tuples(st.just("delete"), st.sampled_from(PATHS).map(lambda path: (path,))),
)
orders = st.sampled_from(([1, 2], [2, 1], [1, 1, 2], [2, 1, 2], [1, 2, 1], [2, 2, 1]))
rounds = st.lists(st.tuples(deeds, orders), min_size=1, max_size=4)
_written = iter(range(100, 10**9))


def act(folder: Path, deed: Deed) -> dict[str, str]:
    """Perform the action; return the new path of each moved file."""
    kind, (first, *others) = deed
    if not (folder / first).exists():
        return {}
    if kind == "delete":
        (folder / first).unlink()
        return {}
    if kind in {"move", "refill", "copy"}:
        return _moved(folder, kind, first, others[0])
    ring = [first, *others]
    if not all((folder / path).exists() for path in ring):
        return {}
    for path in ring:
        (folder / path).rename(folder / f"{path}.aside")
    turned = dict(zip(ring, [*ring[1:], first], strict=True))
    for path, target in turned.items():
        (folder / f"{path}.aside").rename(folder / target)
    return turned


def _moved(folder: Path, kind: str, first: str, target: str) -> dict[str, str]:
    """Move a file to a free path; or write another file where it was, or into a file copied."""
    if (folder / target).exists():
        return {}
    frames = soundfile.info(folder / first).frames
    if kind == "copy":
        shutil.copy2(folder / first, folder / target)
        (folder / first).write_bytes(sound(folder / "new.wav", next(_written), frames).read_bytes())
        return {} if first[:3] != target[:3] else {first: target}
    (folder / first).rename(folder / target)
    if kind == "refill":
        sound(folder / first, next(_written), frames)
    return {first: target}


async def _there(ends: Ends, folder: Path) -> dict[str, Sample]:
    return {path: one for path, one in (await ends.by_path(folder)).items() if not one.missing}


def contents(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in PATHS if (folder / path).exists()}


async def _by_path(ends: Ends) -> dict[Path, Sample]:
    return {Path(os.fsdecode(one.path)): one for one in await ends.samples() if not one.missing}


async def _lived(folder: Path, history: list[tuple[Deed, list[int]]], frames: int) -> None:
    for number, path in enumerate(PATHS[:3]):
        sound(folder / path, number, frames)
    (folder / "two" / "x").mkdir()
    async with running(folder / "home") as ends:
        await ends.add(folder / "one")
        await ends.add(folder / "two")
        for deed, order in history:
            before = await _there(ends, folder)
            undecided = tuple(one.id for one in before.values() if one.tag is not Tag.KEEP)
            if undecided:
                ends.post(library.Mark(undecided, Tag.KEEP))
                await ends.done(library.TagsChanged)
            was = contents(folder)
            moved = act(folder, deed)
            for source in order:
                await ends.scan(source)
            after = await _there(ends, folder)
            assert after.keys() == {path for path in PATHS if (folder / path).exists()}
            for path, sample in before.items():
                if (target := moved.get(path, path)) in after:
                    assert after[target].id == sample.id, f"{path} is at {target}"
                    if was[path] == contents(folder)[target]:
                        assert after[target].token[:16] == sample.token[:16]
            decided = {path for path, one in after.items() if one.tag is Tag.KEEP}
            assert decided == {moved.get(path, path) for path in before} & after.keys()


@given(rounds, st.sampled_from([100, LONG]))
@example([(("swap", ("one/a.wav", "two/a.wav")), [2, 1])], 100)
@example([(("turn", ("one/a.wav", "two/a.wav", "one/b.wav")), [1, 2])], 100)
@example(  # to where a sample is missing, which is no claim to the place
    [(("delete", ("two/a.wav",)), [1, 2]), (("move", ("one/a.wav", "two/a.wav")), [1, 2])], 100
)
@example([(("refill", ("one/a.wav", "two/x/c.wav")), [1, 1, 2])], 100)
@example(
    [(("refill", ("one/a.wav", "two/x/c.wav")), [1, 2]), (("delete", ("one/a.wav",)), [1])], LONG
)
@example([(("copy", ("one/a.wav", "two/x/c.wav")), [2, 1])], 100)
@settings(max_examples=8, deadline=None)
def test_samples_follow_their_files_between_sources(
    history: list[tuple[Deed, list[int]]], frames: int
) -> None:
    with TemporaryDirectory() as scratch:
        trio.run(_lived, Path(os.path.realpath(scratch)), history, frames)


async def test_a_copy_in_another_source_is_a_copy_although_the_original_is_edited(
    tmp_path: Path,
) -> None:
    original = sound(tmp_path / "two" / "a.wav", 1)
    sound(tmp_path / "one" / "b.wav", 2)
    async with running(tmp_path / "home") as ends:
        await ends.add(tmp_path / "one")
        await ends.add(tmp_path / "two")
        before = await _there(ends, tmp_path)
        (tmp_path / "one" / "a.wav").write_bytes(original.read_bytes())
        edit(original, 100, keep_time=False)
        await ends.scan(1)
        await ends.scan(2)
        after = await _there(ends, tmp_path)

    assert after["two/a.wav"].id == before["two/a.wav"].id
    assert after["one/a.wav"].id not in {sample.id for sample in before.values()}


@pytest.fixture
def far() -> Iterator[Path]:
    memory = Path("/dev/shm")  # noqa: S108 - a drive of its own on every Linux
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.mark.parametrize("order", [(1, 2), (2, 1), (1, 1, 2)])
async def test_decisions_follow_a_file_to_another_drive_though_its_path_is_used_again(
    tmp_path: Path, far: Path, order: tuple[int, ...]
) -> None:
    old = sound(tmp_path / "one" / "a.wav", 1)
    sound(far / "b.wav", 2)
    async with running(tmp_path / "home") as ends:
        await ends.add(tmp_path / "one")
        await ends.add(far)
        kept = (await _by_path(ends))[old]
        ends.post(library.Mark((kept.id,), Tag.KEEP))
        await ends.done(library.TagsChanged)
        shutil.copy2(old, far / "a.wav")
        sound(tmp_path / "new.wav", 3, time_ns=TIME + 5).rename(old)
        for source in order:
            await ends.scan(source)
        after = await _by_path(ends)

    assert (after[far / "a.wav"].id, after[far / "a.wav"].tag) == (kept.id, Tag.KEEP)
    assert (after[old].id != kept.id, after[old].tag) == (True, Tag.NEUTRAL)


async def test_a_backup_put_back_later_is_no_move_and_a_new_decision_ends_the_search(
    tmp_path: Path,
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    judged, renewed = sound(one / "a.wav", 1), sound(one / "b.wav", 2)
    sound(two / "c.wav", 3)
    backup = shutil.copytree(one, tmp_path / "backup")
    async with running(tmp_path / "home") as ends:
        await ends.add(one)
        await ends.add(two)
        before = await _by_path(ends)
        ends.post(library.Mark((before[judged].id, before[renewed].id), Tag.KEEP))
        await ends.done(library.TagsChanged)
        for path in (judged, renewed):  # as editors save: a new file takes the name
            sound(tmp_path / "new.wav", 10 + ord(path.name[0]), time_ns=TIME + 5).rename(path)
        await ends.scan(1)
        for _ in range(2):  # kept, unmarked, rejected
            ends.post(library.Mark((before[renewed].id,), Tag.TRASH))
            await ends.done(library.TagsChanged)
        shutil.copy2(backup / "b.wav", two / "b.wav")
        await ends.scan(2)
        shutil.copy2(backup / "a.wav", two / "a.wav")
        await ends.scan(2)
        after = await _there(ends, tmp_path)

    assert {path: one.tag for path, one in after.items()} == {
        "one/a.wav": Tag.KEEP,
        "one/b.wav": Tag.TRASH,
        "two/a.wav": Tag.NEUTRAL,
        "two/b.wav": Tag.NEUTRAL,
        "two/c.wav": Tag.NEUTRAL,
    }
