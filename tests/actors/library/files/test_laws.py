"""Law: whatever is moved, undone and redone, and wherever it fails, no byte is lost."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import trio
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from actors.messages import library
from models.audio.units import SampleId, SourceId
from models.library.query import Query
from models.library.sample import Sample
from tests.actors.library.ends import Ends, running, write
from tests.actors.library.faults import Killed, faulty

ONE = SourceId(1)
FILES = ("a/kick.wav", "a/snare.wav", "b/hat.wav", "tom.wav")
ENDS = (library.StepDone, library.NothingDone, library.LibraryFailed, library.TrashRefused)
KILL = -1
FAULTS = (KILL, errno.EACCES, errno.ENOSPC, errno.EIO)

STEPS = ("rename", "move", "throw", "throw folder", "rename folder", "undo", "redo")
Do = tuple[str, int, int, int]
"""What, with which file, at which call something happens (0: never), and what."""
doings = st.lists(
    st.tuples(
        st.sampled_from(
            ["rename", "move", "throw", "throw folder", "rename folder", "undo", "redo"]
        ),
        st.integers(0, 3),
        st.one_of(st.just(0), st.integers(1, 9), st.integers(1, 30)),
        st.sampled_from(FAULTS),
    ),
    min_size=1,
    max_size=6,
)


class Disk:
    """Two drives: a source, and two trashes."""

    def __init__(self, folder: Path, far: Path) -> None:
        self.root, self.near, self.far = folder / "sounds", folder / "trash", far / "trash"
        self.home = folder / "home"
        for number, name in enumerate(FILES, 1):
            write(self.root / name, number)

    def contents(self) -> dict[bytes, list[Path]]:
        """Return the places of each content, without what is only on its way."""
        found: dict[bytes, list[Path]] = {}
        for folder in (self.root, self.near, self.far):
            for path in folder.rglob("*.wav"):
                if ".sempal-" not in str(path):
                    found.setdefault(path.read_bytes(), []).append(path)
        return found


class Obstacle:
    """One call fails; or the process dies at it, and nothing runs after it."""

    def __init__(self, folders: tuple[Path, ...], at: int, what: int) -> None:
        self._folders = tuple(bytes(folder) for folder in folders)
        self._at, self._what, self._count = at, what, 0

    def __call__(self, event: str, path: bytes) -> None:
        if not self._at or not path.startswith(self._folders):
            return
        self._count += 1
        if self._what == KILL and self._count >= self._at:
            raise Killed
        if self._count == self._at:
            raise OSError(self._what, event, path)


def order(what: str, which: int, samples: list[Sample], disk: Disk) -> library.Command | None:
    sample = samples[which % len(samples)]
    trash = bytes(disk.far if which % 2 else disk.near)
    below = sample.path[len(bytes(disk.root)) + 1 :]
    folder = below.rpartition(b"/")[0]
    match what:
        case "rename":
            return library.RenameSample(sample.id, f"new {which}")
        case "move":
            return library.MoveSamples((sample.id,), ONE, (b"a", b"b", b"c", b"")[which])
        case "throw":
            return library.TrashSamples(tuple(one.id for one in samples[: 1 + which]), trash)
        case "throw folder":
            return library.TrashFolder(ONE, folder, trash) if folder else None
        case "rename folder":
            return library.RenameFolder(ONE, folder, f"folder {which}") if folder else None
        case "undo":
            return library.Undo()
        case _:
            return library.Redo()


async def here(ends: Ends) -> list[Sample]:
    shown = set(await ends.list(Query(source=ONE)))
    return [sample for sample in await ends.samples() if sample.id in shown]


async def carry_out(disk: Disk, doing: Do) -> None:
    what, which, at, fault = doing
    async with running(disk.home) as ends:
        samples = await here(ends)
        wanted = order(what, which, samples, disk) if samples else library.Undo()
        if wanted is None:
            return
        with faulty(Obstacle((disk.root, disk.near, disk.far), at, fault)):
            ends.post(wanted)
            with trio.fail_after(60):
                while not isinstance(await ends.events.receive(), ENDS):
                    pass


async def check(disk: Disk, was: dict[SampleId, bytes]) -> None:
    """Assert that every content exists once, and that the library knows where."""
    async with running(disk.home) as ends:  # what was cut short is completed first
        await ends.until(library.HistoryChanged)
        ends.post(library.NewFolder(ONE, b"", ""))  # is refused, after all that is on its way
        await ends.until(library.LibraryFailed)
        found = disk.contents()
        assert len(found) == len(FILES)
        assert all(len(places) == 1 for places in found.values()), found
        listed = {sample.id: sample for sample in await here(ends)}
        for sample, content in was.items():
            (place,) = found[content]
            inside = place.is_relative_to(disk.root)
            assert (sample in listed) == inside
            if inside:
                assert listed[sample].path == bytes(place)


@pytest.fixture(scope="module")
def far() -> Iterator[Path]:
    memory = Path("/dev/shm")  # noqa: S108 - a drive of its own on every Linux
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


@example(
    [("throw", 0, 0, KILL), ("rename folder", 0, 0, KILL), ("undo", 0, 0, 0), ("undo", 0, 0, 0)]
)
@example([("throw", 0, 0, 0), ("rename", 0, 0, 0), ("throw", 1, 0, 0), ("undo", 0, 0, 0)])
@example([*[("rename", 0, 0, 0), ("throw", 0, 0, 0)] * 2, *[("undo", 0, 0, 0)] * 4])
@given(doings=doings)
@settings(
    max_examples=8,
    phases=(Phase.explicit, Phase.generate),  # shrinking takes minutes
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_file_is_at_one_place_and_the_library_knows_which(
    tmp_path: Path, far: Path, doings: list[Do]
) -> None:
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    disk = Disk(folder, Path(tempfile.mkdtemp(dir=far)))

    async def work() -> None:
        async with running(disk.home) as ends:
            await ends.add(disk.root)
            was = {
                one.id: Path(str(one.path, "utf-8")).read_bytes() for one in await ends.samples()
            }
        for doing in doings:
            with suppress(Killed):
                try:
                    await carry_out(disk, doing)
                except BaseExceptionGroup as group:
                    assert group.split(Killed)[1] is None  # noqa: PT017 - nothing but that
            await check(disk, was)

    trio.run(work)
    shutil.rmtree(folder)
