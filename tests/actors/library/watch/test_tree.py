"""Every folder of a tree is watched, whatever its name and origin."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.library.watch import tree as tree_module
from actors.library.watch.notify import Notify
from actors.library.watch.service import Start
from actors.library.watch.tree import Tree
from actors.library.watch.watcher import CannotWatch, Found, Watcher
from models.library.scan_scope import WHOLE, Change, Parts, in_scope, scope_of_changes
from tests.actors.library.ends import write

_numbers = itertools.count()
EVERY = pytest.mark.parametrize("start", [Tree, Notify])


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree_module, "QUIET", 0.02)


@asynccontextmanager
async def watching(root: Path, start: Start = Tree) -> AsyncGenerator[Watcher]:
    watcher = start(os.fsencode(root), trio.CapacityLimiter(2))
    await watcher.begin()
    try:
        yield watcher
    finally:
        watcher.close()


async def noticed(root: Path, watcher: Watcher) -> Parts:
    """Return all changes so far: the queue is ordered, so a last file marks its end."""
    last = f"last {next(_numbers)}.wav"
    (root / last).write_bytes(b"")
    changes: list[Change] = []
    with trio.fail_after(60):
        while (os.fsencode(last), False) not in changes:
            found = await watcher.changes()
            if found.lost:
                return WHOLE
            changes += found.changes
    return scope_of_changes(change for change in changes if not change[0].startswith(b"last "))


async def until_noticed(watcher: Watcher, path: bytes) -> None:
    """Wait until the changes include a folder, recursively."""
    parts: Parts = {}
    with trio.fail_after(60):
        while not parts.get(path):
            parts = scope_of_changes((await watcher.changes()).changes)


async def until_over(watcher: Watcher) -> Found:
    with trio.fail_after(60):
        while not (found := await watcher.changes()).over:
            pass
    return found


@EVERY
async def test_a_folder_that_is_called_like_a_sound_is_a_folder(
    tmp_path: Path, start: Start
) -> None:
    root, pack = tmp_path / "root", tmp_path / "Vendor.Vol.2.WAV"
    root.mkdir()
    write(pack / "deep" / "hit.wav")
    async with watching(root, start) as watcher:
        shutil.move(pack, root)
        await until_noticed(watcher, b"Vendor.Vol.2.WAV")
        shutil.move(root / pack.name, tmp_path)
        await until_noticed(watcher, b"Vendor.Vol.2.WAV")


@EVERY
async def test_a_root_that_is_gone_cannot_be_watched(tmp_path: Path, start: Start) -> None:
    with pytest.raises(CannotWatch):
        async with watching(tmp_path / "gone", start):
            pass


@pytest.mark.unprivileged
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
async def test_a_closed_folder_costs_no_other(tmp_path: Path) -> None:
    for number in range(9):
        write(tmp_path / f"set {number}" / "hit.wav", number)
    closed = tmp_path / "set 4"
    closed.chmod(0)
    tmp_path.chmod(0o777)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.owner() == "root" and folder != Path("/tmp"):  # noqa: S108
            folder.chmod(folder.stat().st_mode | 0o555)
    os.seteuid(65_534)
    try:
        async with watching(tmp_path) as watcher:
            assert watcher.late() == {b"set 4": "no permission"}
            os.seteuid(0)
            for number in range(9):
                write(tmp_path / f"set {number}" / "new.wav", 20 + number)
            os.seteuid(65_534)
            parts = await noticed(tmp_path, watcher)
            os.seteuid(0)
            closed.chmod(0o755)
            os.seteuid(65_534)
            opened = await noticed(tmp_path, watcher)
            os.seteuid(0)
            write(closed / "newer.wav", 50)
            watched = await noticed(tmp_path, watcher)

            assert sorted(parts) == [f"set {n}".encode() for n in range(9) if n != 4]
            assert opened[b"set 4"]
            assert watched == {b"set 4": False}
            assert not watcher.late()
    finally:
        os.seteuid(0)


async def test_a_root_that_is_replaced_ends_the_watch(tmp_path: Path) -> None:
    root = tmp_path / "parent" / "root"
    write(root / "a.wav")
    async with watching(root) as watcher:
        root.rename(tmp_path / "other")
        root.mkdir()
        assert (await until_over(watcher)).over
    async with watching(root) as watcher:
        root.rmdir()
        assert (await until_over(watcher)).over


async def test_a_queue_that_runs_over_says_so_and_goes_on(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one.wav"), write(tmp_path / "other.wav")
    most = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    async with watching(tmp_path) as watcher:
        for _ in range(most // 2 + 10):  # in turns: equal events in a row become one
            os.utime(one)
            os.utime(other)
        (tmp_path / "unseen").mkdir()
        parts = await noticed(tmp_path, watcher)
        write(tmp_path / "unseen" / "new.wav")
        later = await noticed(tmp_path, watcher)

    assert parts == WHOLE
    assert later == {b"unseen": False}


async def test_links_to_folders_are_followed_once(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    write(root / "real" / "a.wav")
    write(elsewhere / "b.wav")
    (root / "link.wav").symlink_to(elsewhere)
    (root / "loop").symlink_to(root)
    async with watching(root) as watcher:
        write(elsewhere / "new.wav", 1)
        behind = await noticed(root, watcher)
        (root / "link.wav").unlink()
        gone = await noticed(root, watcher)
        (root / "again.wav").symlink_to(elsewhere)
        back = await noticed(root, watcher)

    assert behind == {b"link.wav": False}
    assert gone[b"link.wav"]
    assert back[b"again.wav"]


async def test_a_very_deep_tree_is_watched_to_its_end(tmp_path: Path) -> None:
    root = tmp_path / "root"
    deepest = root.joinpath(*("d" * 10 for _ in range(300)))
    deepest.mkdir(parents=True)
    async with watching(root) as watcher:
        (deepest / "new.wav").write_bytes(b"")
        parts = await noticed(root, watcher)

        assert list(parts) == [os.fsencode(deepest.relative_to(root))]


names = st.sampled_from(["a", "b", "Pack.WAV", "x.wav"])
places = st.lists(names, min_size=1, max_size=3).map("/".join)
steps = st.one_of(
    st.tuples(st.just("folder"), places, places),
    st.tuples(st.just("file"), places, places),
    st.tuples(st.just("rename"), places, places),
    st.tuples(st.just("remove"), places, places),
    st.tuples(st.just("out"), places, places),
    st.tuples(st.just("in"), places, places),
)


def _do(root: Path, outside: Path, step: tuple[str, str, str]) -> None:
    kind, one, other = step
    here, there = root / one, root / other
    try:
        if kind == "folder":
            here.mkdir(parents=True)
        elif kind == "file":
            here.parent.mkdir(parents=True, exist_ok=True)
            here.write_bytes(os.urandom(8))
        elif kind == "rename":
            here.rename(there)
        elif kind == "remove":
            shutil.rmtree(here) if here.is_dir() else here.unlink()
        elif kind == "out":
            here.rename(outside / str(len(list(outside.iterdir()))))
        else:
            next(outside.iterdir()).rename(there)
    except (OSError, StopIteration):
        pass  # not every step is possible


def _files(root: Path) -> dict[Path, tuple[int, int, int]]:
    paths = (path for path in root.rglob("*") if path.is_file() and path.name[:5] != "last ")
    found = {path: path.lstat() for path in paths}
    return {path: (one.st_ino, one.st_size, one.st_mtime_ns) for path, one in found.items()}


@settings(max_examples=25)
@given(before=st.lists(steps, max_size=6), meanwhile=st.lists(steps, min_size=1, max_size=8))
async def test_whatever_happens_all_that_changed_is_noticed_and_all_stays_watched(
    before: list[tuple[str, str, str]], meanwhile: list[tuple[str, str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, outside = Path(folder, "root"), Path(folder, "outside")
        root.mkdir()
        outside.mkdir()
        for step in before:
            _do(root, outside, step)
        async with watching(root) as watcher:
            old = _files(root)
            for step in meanwhile:
                _do(root, outside, step)
            parts = await noticed(root, watcher)
            new = _files(root)
            for path in {*old, *new}:
                if path.suffix and old.get(path) != new.get(path):
                    assert in_scope(
                        parts, os.fsencode(path.relative_to(root).parent)[path.parent == root :]
                    )
            folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
            for number, path in enumerate(folders):
                (path / f"probe {number}.wav").write_bytes(b"")
            parts = await noticed(root, watcher)
            for path in folders:
                inside = b"" if path == root else os.fsencode(path.relative_to(root))
                assert in_scope(parts, inside), path
