"""Law: whatever happens to a tree between scans, the library describes it correctly."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import trio
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.audio.units import SampleId
from tests.actors.library.ends import Ends, running, write

PATHS = [
    f"{folder}{name}" for folder in ("", "a/", "a/b/", "c/") for name in ("x.wav", "y.wav", "z.wav")
]
paths = st.sampled_from(PATHS)
actions = st.one_of(
    st.tuples(st.just("write"), paths, st.integers(1, 4)),
    st.tuples(st.just("rename"), paths, paths),
    st.tuples(st.just("copy"), paths, paths),
    st.tuples(st.just("delete"), paths, st.none()),
    st.tuples(st.just("folder"), st.sampled_from(["a", "c"]), st.sampled_from(["d", "c/e", "a"])),
)
histories = st.lists(st.lists(actions, max_size=8), min_size=2, max_size=5)


@dataclass(frozen=True)
class Seen:
    """Expected sample after a scan."""

    id: SampleId
    content: bytes
    """What it held when it was there last."""
    file: int
    """Inode that it had then."""
    there: bool


@dataclass
class Model:
    """Expected state of the library."""

    samples: dict[str, Seen] = field(default_factory=dict)
    """By path."""
    replaced: dict[SampleId, bytes] = field(default_factory=dict)
    """What is gone, and another sample has its path; by sample, its content."""

    def check(
        self, disk: dict[str, bytes], files: dict[str, int], known: dict[str, SampleId]
    ) -> None:
        """Compare what was known with what is said now.

        Args:
            disk: Contents by path.
            files: Inodes by path.
            known: Samples by path, as far as they are there.
        """
        assert set(known) == set(disk), "what is on disk is there, once; nothing else is"
        assert len(set(known.values())) == len(known)
        places = {sample: path for path, sample in known.items()}
        kept = {path for path in known if self._is_kept(path, disk[path])}
        assert all(known[path] == self.samples[path].id for path in kept)
        for path in known.keys() & self.samples.keys():
            was = self.samples[path]
            left = was.id in places and disk[places[was.id]] == was.content
            assert known[path] == was.id or left or not was.there, "written over, it stays"
        taken = {path for path in known if self._is_taken(path, known[path])}
        self._check_new(taken, disk, known, places)
        self._check_files(taken, disk, files, known)
        self._check_names(taken, disk, files, known)

    def _is_kept(self, path: str, content: bytes) -> bool:
        """Tell whether the same content is where it was."""
        return path in self.samples and self.samples[path].content == content

    def _is_taken(self, path: str, sample: SampleId) -> bool:
        """Tell whether a sample is there that was not."""
        return path not in self.samples or self.samples[path].id != sample

    def _lost(self, disk: dict[str, bytes]) -> dict[str, Seen]:
        return {path: was for path, was in self.samples.items() if disk.get(path) != was.content}

    def _check_new(
        self,
        taken: set[str],
        disk: dict[str, bytes],
        known: dict[str, SampleId],
        places: dict[SampleId, str],
    ) -> None:
        """See that no file is new while a sample with its content is lost, and none is mistaken."""
        lost = {was.id: was.content for was in self._lost(disk).values()} | self.replaced
        waiting = {
            content
            for sample, content in lost.items()
            if sample not in places or disk[places[sample]] != content
        }
        for path in taken:
            if known[path] in lost:
                assert lost[known[path]] == disk[path], "it is taken for another content"
            else:
                assert known[path] > max((was.id for was in self.samples.values()), default=0)
                assert disk[path] not in waiting, "it moved, and is taken for a new one"

    def _check_files(
        self,
        taken: set[str],
        disk: dict[str, bytes],
        files: dict[str, int],
        known: dict[str, SampleId],
    ) -> None:
        """See that what was renamed is followed, also among equal files."""
        for was in self._lost(disk).values():
            for path in taken:
                if was.there and (files[path], disk[path]) == (was.file, was.content):
                    assert known[path] == was.id, "the same file is another sample"

    def _check_names(
        self,
        taken: set[str],
        disk: dict[str, bytes],
        files: dict[str, int],
        known: dict[str, SampleId],
    ) -> None:
        """See that of equal files which are not the same names decide."""
        for content in {disk[path] for path in taken} - set(self.replaced.values()):
            fresh = {path for path in taken if disk[path] == content}
            gone = {path: was for path, was in self._lost(disk).items() if was.content == content}
            same = {files[path] for path in fresh} & {was.file for was in gone.values()}
            if same or (fresh | gone.keys()) & (disk.keys() & self.samples.keys()):
                continue
            ids = {was.id: path for path, was in gone.items()}
            similarity = sum(
                _name(path) == _name(ids[known[path]]) for path in fresh if known[path] in ids
            )
            assert similarity == sum((_names(fresh) & _names(set(gone))).values())


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _names(paths: set[str]) -> Counter[str]:
    return Counter(map(_name, paths))


def _act(root: Path, kind: str, path: str, other: str | int | None) -> None:
    here = root / path
    match other:
        case int():
            write(here, other)
        case None:
            here.unlink(missing_ok=True)
        case str() if kind == "copy" and here.is_file() and other != path:
            there = root / other
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(here, there)
        case str() if here.exists() and not (root / other).is_dir() and other != path:
            if here.is_dir() and ((root / other).exists() or other.startswith(path)):
                return
            (root / other).parent.mkdir(parents=True, exist_ok=True)
            here.rename(root / other)


async def _live(folder: Path, history: list[list[tuple[str, str, str | int | None]]]) -> None:
    root = folder / "sounds"
    root.mkdir()
    model = Model()
    async with running(folder / "home") as ends:
        await ends.add(root)
        for actions in history:
            for action in actions:
                _act(root, *action)
            await ends.scan()
            await _compare(ends, root, model)


async def _compare(ends: Ends, root: Path, model: Model) -> None:
    found = {os.fsdecode(path.relative_to(root)): path for path in root.rglob("*.wav")}
    disk = {name: path.read_bytes() for name, path in found.items()}
    files = {name: path.stat().st_ino for name, path in found.items()}
    samples = await ends.by_path(root)
    known = {path: sample.id for path, sample in samples.items() if not sample.missing}
    model.check(disk, files, known)
    before = {was.id: was for was in model.samples.values()}
    model.samples = {
        path: Seen(sample.id, disk[path], files[path], there=True)
        if path in disk
        else replace(before[sample.id], there=False)
        for path, sample in samples.items()
    }
    left = {sample.id for sample in samples.values()}
    contents = {sample: was.content for sample, was in before.items()} | model.replaced
    model.replaced = {sample: one for sample, one in contents.items() if sample not in left}


@given(histories)
@example(  # a folder is renamed, and another file is where one of it was
    [[("write", "c/x.wav", 2)], [("folder", "c", "d"), ("write", "c/x.wav", 4)]]
)
@example(  # to where a sample is missing
    [
        [("write", "x.wav", 1), ("write", "y.wav", 2)],
        [("delete", "x.wav", None)],
        [("rename", "y.wav", "x.wav")],
        [("write", "a/z.wav", 1)],
    ]
)
@settings(max_examples=60)
def test_samples_follow_their_files(
    history: list[list[tuple[str, str, str | int | None]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        trio.run(_live, Path(folder), history)
