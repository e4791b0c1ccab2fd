"""A file is written whole or not at all, whenever the writer dies."""

from __future__ import annotations

import ast
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actors.media import whole_file
from actors.media.whole_file import move_into_place, rename_exclusively, replace_file

ROOT = Path(__file__).parents[3]
OLD, NEW = b"old" * 1000, b"new" * 2000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "file.txt"
    path.write_bytes(OLD)
    return path


def names(path: Path) -> set[str]:
    return {one.name for one in path.parent.iterdir()}


def write(path: Path, content: bytes = NEW, *, durable: bool = True) -> None:
    with replace_file(path, durable=durable) as file:
        file.write(content)


@pytest.mark.parametrize("durable", [True, False])
def test_the_new_content_takes_the_place_of_the_old_one(path: Path, durable: bool) -> None:
    write(path, durable=durable)
    write(path.with_name("another"), durable=durable)

    assert path.read_bytes() == path.with_name("another").read_bytes() == NEW
    assert names(path) == {"file.txt", "another"}


@pytest.mark.parametrize("error", [OSError, ValueError, KeyboardInterrupt])
def test_an_error_leaves_the_old_file_and_nothing_else(
    path: Path, error: type[BaseException]
) -> None:
    def fail() -> None:
        with replace_file(path) as file:
            file.write(NEW)
            raise error

    with pytest.raises(error):
        fail()

    assert path.read_bytes() == OLD
    assert names(path) == {"file.txt"}


def test_until_the_end_of_the_block_readers_see_the_old_file(path: Path) -> None:
    with replace_file(path) as file:
        file.write(NEW)
        file.flush()
        assert path.read_bytes() == OLD


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(OSError, match="directory"):
        write(tmp_path / "folder")

    assert names(tmp_path / "folder") == {"folder"}


def test_a_symlink_stays_one_and_its_target_is_replaced(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(path)

    write(tmp_path / "link")

    assert (tmp_path / "link").is_symlink()
    assert path.read_bytes() == NEW


def test_permissions_are_kept(path: Path) -> None:
    path.chmod(0o640)

    write(path)

    assert path.stat().st_mode & 0o777 == 0o640


def test_content_is_on_disk_before_the_name_and_the_name_before_the_end(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All calls reach the system; only their order is recorded."""
    calls: list[tuple[str, str]] = []
    sync, move = os.fsync, os.replace

    def fsync(handle: int) -> None:
        calls.append(("sync", str(Path(f"/proc/self/fd/{handle}").readlink())))
        sync(handle)

    def replace(before: Any, after: Any, **given: Any) -> None:
        calls.append(("rename", os.fspath(before)))
        move(before, after, **given)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replace)

    write(path)

    (_, aside), *_ = calls
    assert calls == [("sync", aside), ("rename", aside), ("sync", str(path.parent))]
    assert Path(aside).parent == path.parent


WRITER = """
    import sys
    from pathlib import Path
    from actors.media.whole_file import replace_file

    path, number = Path(sys.argv[1]), 0
    print("begun", flush=True)
    while True:
        number += 1
        content = b"%08d" % number * 50_000
        with replace_file(path) as file:
            for at in range(0, len(content), 7_000):
                file.write(content[at : at + 7_000])
    """


def test_a_killed_writer_leaves_a_whole_file(path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - chooses moments, keeps no secret
    for _ in range(4):
        writer = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITER), str(path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"begun\n"
        time.sleep(chance.uniform(0.0, 0.05))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()

        content = path.read_bytes()
        assert content in {OLD, content[:8] * 50_000}


def test_what_killed_writers_left_is_removed_an_hour_later(path: Path) -> None:
    left, fresh = (whole_file.temporary_path(path) for _ in range(2))
    others = [path.with_name(".file.txt.mine"), path.with_name(".other.0123.new")]
    for one in (left, fresh, *others):
        one.write_bytes(b"half")
    for one in (left, *others):
        os.utime(one, (time.time() - 2 * 3600,) * 2)

    write(path)

    assert names(path) == {"file.txt", fresh.name, *(one.name for one in others)}


def test_a_full_disk_leaves_the_old_file(path: Path) -> None:
    limited = """
        import resource, signal, sys
        from pathlib import Path
        from actors.media.whole_file import replace_file

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            with replace_file(Path(sys.argv[1])) as file:
                file.write(bytes(100_000))
        except OSError as error:
            print(type(error).__name__)
        """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(limited), str(path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )

    assert done.stdout.strip() == b"OSError"
    assert path.read_bytes() == OLD
    assert names(path) == {"file.txt"}


def test_a_finished_file_takes_the_place_of_another(path: Path) -> None:
    finished = path.with_name("finished")
    finished.write_bytes(NEW)

    move_into_place(finished, path)

    assert path.read_bytes() == NEW
    assert names(path) == {"file.txt"}


def test_an_exclusive_name_overwrites_nothing(path: Path) -> None:
    finished = path.with_name("finished")
    finished.write_bytes(NEW)

    assert not rename_exclusively(finished, path)
    assert rename_exclusively(finished, path.with_name("free"))

    assert path.read_bytes() == OLD
    assert path.with_name("free").read_bytes() == NEW
    assert names(path) == {"file.txt", "free"}


# ---------------------------------------------------------------- the only door


def replacements(source: str) -> Iterator[str]:
    """Yield calls that sync a file, or rename one over another: `Path.replace` takes one value."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            renames = called.endswith(".replace") and len(node.args) == 1 and not node.keywords
            if renames or called in {"os.fsync", "os.fdatasync", "os.replace"}:
                yield f"{node.lineno}: {ast.unparse(node)}"
            elif called in {"tempfile.NamedTemporaryFile", "tempfile.mkstemp"}:
                yield f"{node.lineno}: {called}"


def test_no_other_module_replaces_files() -> None:
    door = ROOT / "actors/media/whole_file.py"
    # Runs before any room is imported, and writes what Python could compile again at any time.
    early = ROOT / "ui/import_bundle.py"
    found = [
        f"{path.relative_to(ROOT)}:{call}"
        for room in ("actors", "models", "ui")
        for path in sorted((ROOT / room).rglob("*.py"))
        if path not in {door, early}
        for call in replacements(path.read_text(encoding="utf-8"))
    ]

    assert not found, "\n".join(found)
    assert len(list(replacements(door.read_text(encoding="utf-8")))) >= 3


@pytest.mark.parametrize(
    "planted",
    [
        "os.fsync(file.fileno())",
        "os.replace(new, path)",
        "scratch.replace(path)",
        "Path(name).replace(real)",
        "with tempfile.NamedTemporaryFile('wb') as file: ...",
    ],
)
def test_a_planted_replacement_is_found(planted: str) -> None:
    assert list(replacements(planted))


@pytest.mark.parametrize(
    "plain", ["text.replace('a', 'b')", "now.replace(hour=0)", "replace(state, a=1)"]
)
def test_other_replacements_are_left_alone(plain: str) -> None:
    assert not list(replacements(plain))
