"""A file moved between two sources keeps its sample, whichever is scanned first."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import trio
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.library.sample import Sample
from tests.actors.library.ends import Ends, running
from tests.actors.library.scan.test_identity import LONG, edit, sound

PATHS = ("one/a.wav", "one/b.wav", "two/a.wav", "two/x/c.wav")
Deed = tuple[str, tuple[str, ...]]
deeds = st.one_of(
    st.tuples(st.just("turn"), st.permutations(PATHS).map(lambda paths: tuple(paths[:3]))),
    st.tuples(st.just("swap"), st.permutations(PATHS).map(lambda paths: tuple(paths[:2]))),
    st.tuples(st.just("move"), st.permutations(PATHS).map(lambda paths: tuple(paths[:2]))),
    st.tuples(st.just("delete"), st.sampled_from(PATHS).map(lambda path: (path,))),
)
rounds = st.lists(st.tuples(deeds, st.permutations((1, 2))), min_size=1, max_size=4)


def act(folder: Path, deed: Deed) -> dict[str, str]:
    """Perform the action; return the new path of each moved file."""
    kind, (first, *others) = deed
    if not (folder / first).exists():
        return {}
    if kind == "delete":
        (folder / first).unlink()
        return {}
    if kind == "move":
        (target,) = others
        if (folder / target).exists():
            return {}
        (folder / first).rename(folder / target)
        return {first: target}
    ring = [first, *others]
    if not all((folder / path).exists() for path in ring):
        return {}
    for path in ring:
        (folder / path).rename(folder / f"{path}.aside")
    turned = dict(zip(ring, [*ring[1:], first], strict=True))
    for path, target in turned.items():
        (folder / f"{path}.aside").rename(folder / target)
    return turned


async def _there(ends: Ends, folder: Path) -> dict[str, Sample]:
    return {path: one for path, one in (await ends.by_path(folder)).items() if not one.missing}


async def _lived(folder: Path, history: list[tuple[Deed, list[int]]], frames: int) -> None:
    for number, path in enumerate(PATHS[:3]):
        sound(folder / path, number, frames)
    (folder / "two" / "x").mkdir()
    async with running(folder / "home") as ends:
        await ends.add(folder / "one")
        await ends.add(folder / "two")
        before = await _there(ends, folder)
        for deed, order in history:
            moved = act(folder, deed)
            for source in order:
                await ends.scan(source)
            after = await _there(ends, folder)
            assert after.keys() == {path for path in PATHS if (folder / path).exists()}
            for path, sample in before.items():
                if (target := moved.get(path, path)) in after:
                    assert after[target].id == sample.id, f"{path} is at {target}"
                    assert after[target].token == sample.token
            before = after


@given(rounds, st.sampled_from([100, LONG]))
@example([(("swap", ("one/a.wav", "two/a.wav")), [2, 1])], 100)
@example([(("turn", ("one/a.wav", "two/a.wav", "one/b.wav")), [1, 2])], 100)
@example(  # to where a sample is missing, which is no claim to the place
    [(("delete", ("two/a.wav",)), [1, 2]), (("move", ("one/a.wav", "two/a.wav")), [1, 2])], 100
)
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
