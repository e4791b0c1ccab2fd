"""Whatever happens to a tree between scans, the library tells the truth about it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import trio
from hypothesis import HealthCheck, given, settings
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


@dataclass
class Model:
    """What the library should know: by path, the sample, its content, and whether it is there."""

    ids: dict[str, SampleId] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)

    def check(self, disk: dict[str, bytes], known: dict[str, SampleId], there: set[str]) -> None:
        lost = {path for path in self.ids if path not in disk}
        new = {path for path in disk if path not in self.ids}
        # What is on disk is shown as there, once; nothing else is.
        assert there == set(disk)
        assert set(known) - there <= lost
        # A path that stays keeps its sample, whatever its content became.
        assert {path: known[path] for path in disk if path in self.ids} == {
            path: self.ids[path] for path in disk if path in self.ids
        }
        # Of each content, as many new paths are recognised as were lost, by their names first.
        found: set[SampleId] = set()
        for content in {disk[path] for path in new}:
            fresh = {path for path in new if disk[path] == content}
            was = {self.ids[path]: path for path in lost if self.contents[path] == content}
            recognised = {known[path]: path for path in fresh if known[path] in was}
            found |= set(recognised)
            assert len(recognised) == min(len(fresh), len(was))
            same = sum(_name(path) == _name(was[sample]) for sample, path in recognised.items())
            assert same == sum((_names(fresh) & _names(set(was.values()))).values())
        # The others are samples nobody had before.
        newest = max(self.ids.values(), default=0)
        assert all(known[path] > newest for path in new if known[path] not in found)
        assert len(set(known.values())) == len(known)
        # A lost sample that was not recognised is still known where it was.
        kept = {path: self.ids[path] for path in lost if self.ids[path] not in found}
        assert {path: known[path] for path in known if path not in there} == kept


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
    disk = {os.fsdecode(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.wav")}
    samples = await ends.by_path(root)
    known = {path: sample.id for path, sample in samples.items()}
    model.check(disk, known, {path for path, sample in samples.items() if not sample.missing})
    model.ids = known
    model.contents = {path: disk.get(path, model.contents.get(path, b"")) for path in known}


@given(histories)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_samples_follow_their_files(
    history: list[list[tuple[str, str, str | int | None]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        trio.run(_live, Path(folder), history)
