"""Shared memory is initially zero, is reserved before writing, and leaves no name behind."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from actors.audio.loading.shared_buffer import SharedBuffer, available_memory
from actors.audio.process import shared_memory


def test_it_has_one_value_more_than_frames_and_all_are_zero() -> None:
    memory = SharedBuffer(100)
    memory.unlink()

    assert memory.values.shape == (101,)
    assert not memory.values.any()
    memory.close()


def test_values_outlive_name_and_handle() -> None:
    memory = SharedBuffer(100)
    memory.reserve(0, 100)
    memory.values[:100] = 0.5
    memory.unlink()
    memory.close()

    assert memory.values[:100].sum() == 50
    with pytest.raises(FileNotFoundError):
        shared_memory.map_memory(memory.name, 808, make=False)


def test_names_that_a_crash_left_behind_are_in_nobodys_way() -> None:
    # In a container the next process may have the same number.
    parts = [shared_memory.new_name().rsplit("-", 2) for _ in range(2)]
    assert parts[0][0] == f"/sempal-{os.getpid()}"
    left = [f"/sempal-{os.getpid()}-{number}" for number in range(int(parts[1][2]) + 2)]
    for name in left:
        os.close(shared_memory.map_memory(name, 8, make=True)[1])
    try:
        memory = SharedBuffer(10)
        memory.unlink()
        memory.close()
    finally:
        for name in left:
            shared_memory.unlink(name)
    code = "from actors.audio.process import shared_memory as it; print(it.new_name())"
    others = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert len({one.split(b"-")[2] for one in others}) == 2


def test_more_than_there_is_is_refused() -> None:
    memory = SharedBuffer(1 << 38)  # a tera and more; free until it is reserved
    memory.unlink()

    with pytest.raises(OSError, match="No space left"):
        memory.reserve(0, 1 << 38)
    memory.close()


def test_more_than_can_be_named_is_refused() -> None:
    with pytest.raises(OSError, match=r"\w"):
        SharedBuffer(1 << 50)


def test_there_is_room() -> None:
    assert 0 < available_memory() < 1 << 61
