"""Shared memory is initially zero, is reserved before writing, and leaves no name behind."""

from __future__ import annotations

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
        shared_memory.open_memory(memory.name, make=False)


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
