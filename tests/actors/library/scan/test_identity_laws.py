"""Law: whatever is done to files between scans, samples keep their content or are changed."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import trio
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.library.sample import Sample
from tests.actors.library.ends import Ends, running
from tests.actors.library.scan.test_identity import LONG, edit, found, sound

NAMES = ("a.wav", "b.wav", "x/a.wav", "x/c.wav")
LINK = "link/far.wav"
"""In a folder elsewhere, behind a link that is in the tree."""

names = st.sampled_from(NAMES)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("write"), names, st.sampled_from([100, LONG])),
        st.tuples(st.sampled_from(["swap", "move", "copy"]), names, names),
        st.tuples(st.sampled_from(["touch", "chmod", "edit", "edit in time", "delete"]), names),
        st.tuples(st.sampled_from(["away", "back"])),
    ),
    min_size=1,
    max_size=5,
)


@dataclass
class Tree:
    """Files of a source with their contents."""

    root: Path
    far: Path
    writes: int = 0
    aside: Path = field(init=False)

    def __post_init__(self) -> None:
        self.aside = self.far.with_name("aside")
        for number, name in enumerate(NAMES[:3], 100):
            sound(self.root / name, number)
        sound(self.far / "far.wav", 99)
        (self.root / "link").symlink_to(self.far)

    def contents(self) -> dict[str, bytes]:
        paths = (path for path in (*self.root.rglob("*.wav"), self.root / LINK) if path.exists())
        return {str(path.relative_to(self.root)): path.read_bytes() for path in paths}

    def do(self, deed: tuple[object, ...]) -> None:
        kind, *given = deed
        paths = [self.root / one for one in given if isinstance(one, str)]
        if kind == "away" and self.far.exists():
            self.far.rename(self.aside)
        elif kind == "back" and self.aside.exists():
            self.aside.rename(self.far)
        elif kind == "write":
            self.writes += 1
            frames = given[1]
            assert isinstance(frames, int)
            sound(paths[0], self.writes, frames)
        elif paths and all(path.exists() for path in paths[:1]):
            self._change(str(kind), paths)

    def _change(self, kind: str, paths: list[Path]) -> None:
        path, other = paths[0], paths[-1]
        if kind == "swap" and other.exists() and other != path:
            path.rename(self.root / "swap")
            other.rename(path)
            (self.root / "swap").rename(other)
        elif kind == "move" and not other.exists():
            path.rename(other)
        elif kind == "copy" and other != path:
            shutil.copy2(path, other)
        elif kind == "touch":
            path.touch()
        elif kind == "chmod":
            path.chmod(path.stat().st_mode ^ 0o020)
        elif kind == "edit":
            edit(path, path.stat().st_size // 2, keep_time=False)
        elif kind == "edit in time":
            edit(path, path.stat().st_size // 4 & ~1)
        elif kind == "delete":
            path.unlink()


def check(
    before: dict[str, Sample],
    after: dict[str, Sample],
    was: dict[str, bytes],
    now: dict[str, bytes],
) -> None:
    """Compare the library with the disk."""
    assert after.keys() == now.keys()
    content = {sample.id: was[path] for path, sample in before.items()}
    named = {sample.id: sample.token for sample in before.values()}
    for path, sample in after.items():
        if sample.id in content:
            same = content[sample.id] == now[path]
            if not same:
                assert named[sample.id] != sample.token, "what was derived is of another content"
            elif len(now[path]) < LONG:
                assert named[sample.id] == sample.token, "what was derived is lost for nothing"
    once = {one for one, count in Counter(was.values()).items() if count == 1}
    ids = {one: before[path].id for path, one in was.items() if one in once}
    for path, one in now.items():
        if one in once and Counter(now.values())[one] == 1 and (path not in was or path == LINK):
            assert after[path].id == ids[one], "it moved, and is not recognised"


async def _lived(scratch: Path, rounds: list[list[tuple[object, ...]]]) -> None:
    tree = Tree(scratch / "sounds", scratch / "far")
    async with running(scratch / "home") as ends:
        await ends.add(tree.root)
        before, was = await _known(ends, tree), tree.contents()
        for round_ in rounds:
            for deed in round_:
                tree.do(deed)
            await ends.scan()
            after, now = await _known(ends, tree), tree.contents()
            check(before, after, was, now)
            before, was = after, now


async def _known(ends: Ends, tree: Tree) -> dict[str, Sample]:
    return await found(ends, tree.root)


@given(st.lists(deeds, min_size=1, max_size=3))
@example([[("delete", "a.wav")], [("move", "b.wav", "a.wav")]])
@example([[("delete", "a.wav")], [("move", "b.wav", "a.wav"), ("write", "b.wav", 100)]])
@settings(max_examples=20, deadline=None)
def test_samples_follow_their_content(rounds: list[list[tuple[object, ...]]]) -> None:
    with TemporaryDirectory() as scratch:
        trio.run(_lived, Path(os.path.realpath(scratch)), rounds)
