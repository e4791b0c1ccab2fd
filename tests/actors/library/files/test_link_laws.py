"""Law: whatever is renamed and moved, every link leads to the file or folder it led to."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import trio
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from actors.messages import library
from models.audio.units import SourceId
from tests.actors.library.ends import Ends, running, write

ONE, TWO = SourceId(1), SourceId(2)
FOLDERS = ("one/a", "one/a/x", "one/b", "one/b/y", "two/c", "two/c/z")
FILES = ("one/a/kick.wav", "one/a/x/snare.wav", "one/b/y/hat.wav", "two/c/tom.wav")
LINKS = ("one/l1", "one/b/l2", "one/a/x/l3", "two/l4", "two/c/l5")
"""To folders."""
NAMES = ("one/k1.wav", "two/c/k2.wav", "one/b/k3.wav")
"""Links to files."""
ENDS = (library.StepDone, library.NothingDone, library.LibraryFailed)

Link = tuple[str, str, bool]
"""Its place, what it leads to, and whether its text is an absolute path."""
links = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(LINKS), st.sampled_from((*FOLDERS, *LINKS)), st.booleans()),
        st.tuples(st.sampled_from(NAMES), st.sampled_from((*FILES, *NAMES)), st.booleans()),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda link: link[0],
)
Deed = tuple[str, int, int]
deeds = st.lists(
    st.tuples(
        st.sampled_from(["rename folder", "move folder", "rename", "move", "undo", "redo", "scan"]),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=6,
)


def leads_to(folder: Path) -> dict[tuple[int, int], tuple[int, int]]:
    """Return which file or folder each link leads to, by the inode of the link."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for path in folder.rglob("*"):
        if path.is_symlink() and path.exists():
            own, target = path.lstat(), path.stat()
            found[own.st_dev, own.st_ino] = target.st_dev, target.st_ino
    return found


def targets(folder: Path) -> list[tuple[int, int]]:
    """Return what the working links lead to."""
    return sorted(leads_to(folder).values())


def folders(folder: Path) -> list[bytes]:
    return sorted(
        os.fsencode(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_dir() and not path.is_symlink()
    )


async def order(ends: Ends, folder: Path, deed: Deed) -> library.Command | None:
    what, which, where = deed
    source, root = (ONE, folder / "one") if which < 4 else (TWO, folder / "two")
    there = folders(root)
    path, into = there[which % len(there)], there[where % len(there)]
    samples = [one for one in await ends.samples() if not one.missing]
    sample = samples[which % len(samples)]
    match what:
        case "rename folder":
            return library.RenameFolder(source, path, f"folder {where}")
        case "move folder":
            return library.MoveFolder(source, path, into)
        case "rename":
            return library.RenameSample(sample.id, f"file {where}")
        case "move":
            return library.MoveSamples((sample.id,), source, into)
        case "undo":
            return library.Undo()
        case "redo":
            return library.Redo()
        case _:
            return None


async def _lived(folder: Path, wanted: list[Link], history: list[Deed]) -> None:
    for number, name in enumerate(FILES, 1):
        write(folder / name, number)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True, parents=True)
    for name, target, absolute in wanted:
        text = (
            folder / target
            if absolute
            else os.path.relpath(folder / target, (folder / name).parent)
        )
        (folder / name).symlink_to(text)
    async with running(folder / "home") as ends:
        await ends.add(folder / "one")
        await ends.add(folder / "two")
        before = targets(folder)
        for deed in history:
            command = await order(ends, folder, deed)
            if command is None:
                await ends.scan(1)
                await ends.scan(2)
                continue
            ends.post(command)
            with trio.fail_after(60):
                while not isinstance(await ends.events.receive(), ENDS):
                    pass
            assert targets(folder) == before, deed


@given(links, deeds)
@example([("one/l1", "one/a", False)], [("rename folder", 0, 1), ("undo", 0, 0)])
@example([("one/a/x/l3", "one/b", False)], [("move folder", 1, 0), ("undo", 0, 0)])
@example([("one/l1", "one/b/l2", False), ("one/b/l2", "one/a/x", True)], [("rename folder", 2, 1)])
@settings(max_examples=8, phases=(Phase.explicit, Phase.generate), deadline=None)
def test_links_lead_where_they_led(wanted: list[Link], history: list[Deed]) -> None:
    with TemporaryDirectory() as scratch:
        trio.run(_lived, Path(os.path.realpath(scratch)), wanted, history)
