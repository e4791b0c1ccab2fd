"""Edits on drives of several kinds: with reflinks, with hard links, another one, read-only, full.

The drives are mounted for the test, in files and in memory, which takes the rights of root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.library.edits.originals import share_blocks
from models.edit.edit import Edit, Op
from scripts.soaks.edits import PREFIX, sweep
from tests.actors.library.edits.test_editing import digest, edit, redo, sound, undo
from tests.actors.library.ends import Ends, running

MB = 1 << 20
MAKERS = {
    "btrfs": ("mkfs.btrfs", "-q", "--mixed"),  # mixed blocks: for drives as small as this one
    "ext4": ("mkfs.ext4", "-q", "-m", "0"),
}
FRAMES = 2_500_000
"""Of a sound that a drive has room for twice, but not three times."""


@contextmanager
def drive(kind: str, folder: Path, size: int = 32) -> Generator[Path]:
    """Yield a new mounted drive of so many MiB; skip the test where that is not allowed."""
    folder.mkdir()
    image = folder.with_suffix(".image")
    maker = MAKERS.get(kind, ())
    if maker and shutil.which(maker[0]) is None:
        pytest.skip(f"there is no {maker[0]}")
    words = ["-t", kind, "-o", f"size={size}m", "sempal"] if not maker else ["-o", "loop"]
    if maker:
        with image.open("wb") as file:
            file.truncate(size * MB)
        made = [*maker, str(image)]
        subprocess.run(made, check=True, capture_output=True)
        words.append(str(image))
    if subprocess.run(["mount", *words, str(folder)], check=False, capture_output=True).returncode:
        pytest.skip("this user may not mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def remount(place: Path, mode: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{mode}", str(place)], check=True)


async def one_edit(ends: Ends, path: Path, op: Op = Op.REVERSE) -> str:
    """Edit the only file; return why that was refused, or an empty string."""
    name = path.name
    report = await edit(ends, Edit(op, level=-3), (await ends.by_path(path.parent))[name].id)
    return report.refused[0].reason if report.refused else ""


async def there_and_back(ends: Ends, path: Path, first: str, op: Op = Op.REVERSE) -> None:
    assert await one_edit(ends, path, op) == ""
    second = digest(path)
    assert second != first
    for _ in range(2):
        await undo(ends)
        assert digest(path) == first
        await redo(ends)
        assert digest(path) == second
    await undo(ends)
    assert digest(path) == first
    assert [one.name for one in path.parent.iterdir() if one.name.startswith(".")] == []


@pytest.mark.parametrize("kind", ["btrfs", "ext4"])
async def test_an_original_takes_no_room_where_blocks_are_shared_or_a_name_serves(
    tmp_path: Path, kind: str
) -> None:
    """A copy of the original would not fit on the drive."""
    with drive(kind, tmp_path / "drive") as place:
        noise = np.random.default_rng(1).integers(-(2**15), 2**15, (FRAMES, 2), np.int16)
        path = place / "sounds" / "a.wav"
        path.parent.mkdir()
        soundfile.write(path, noise, 48_000)
        first = digest(path)
        entry = place / "entry"
        assert share_blocks(bytes(path), entry) == (kind == "btrfs")
        if entry.exists():
            assert digest(entry) == first
            assert not entry.samefile(path)
            with entry.open("r+b") as other:
                other.write(b"other")
            assert digest(path) == first
            entry.unlink()
        async with running(place / "home") as ends:
            await ends.add(path.parent)
            await there_and_back(ends, path, first)


async def test_another_drive_a_read_only_one_and_a_full_one(tmp_path: Path) -> None:
    """Originals are copied between drives; what cannot be written is refused and stays."""
    with drive("tmpfs", tmp_path / "drive", 4) as place:
        path = sound(place / "sounds" / "a.wav", frames=50_000)
        first, size = digest(path), path.stat().st_size
        async with running(tmp_path / "home") as ends:
            await ends.add(path.parent)
            await there_and_back(ends, path, first)
            stored = tmp_path / "home" / "originals" / first[:2] / first
            assert await one_edit(ends, path, Op.GAIN) == ""
            assert digest(stored) == first
            assert stored.stat().st_nlink == 1
            second = digest(path)
            remount(place, "ro")
            assert await one_edit(ends, path) == "it is read-only"
            await undo(ends)
            assert digest(path) == second
            remount(place, "rw")
            with (place / "ballast").open("wb") as ballast, suppress(OSError):
                while os.statvfs(place).f_bavail * 4096 > size // 2:
                    ballast.write(bytes(4096))
                    ballast.flush()
            assert await one_edit(ends, path) == "disk full"
            assert digest(path) == second
            (place / "ballast").unlink()
            await undo(ends)
            assert digest(path) == first
            await ends.scan()
            assert set(await ends.by_path(path.parent)) == {"a.wav"}


def test_the_drive_of_a_soak_that_was_killed_is_unmounted_by_the_next(tmp_path: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    left, runs = tmp_path / f"{PREFIX}{ended.pid}-x", tmp_path / f"{PREFIX}{os.getpid()}-x"
    runs.mkdir()
    left.mkdir()
    with drive("tmpfs", left / "drive", 1) as place:
        (place / "a").touch()
        assert sweep(tmp_path) == [left]
        assert not left.exists()
        assert runs.exists()
        left.mkdir()  # what unmounts it at the end finds a mount
        place.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "sempal", str(place)], check=True)
