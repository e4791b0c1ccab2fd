"""The reader of a status page never sees a torn write."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from actors.audio.process import shared_memory
from actors.audio.process.status import SIZE, Status, StatusPage


@pytest.fixture
def pages() -> Iterator[tuple[StatusPage, StatusPage]]:
    writer = StatusPage(f"/sempal-test-{os.getpid()}", make=True)
    reader = StatusPage(writer.name, make=False)
    yield writer, reader
    writer.unlink()
    writer.close()
    reader.close()


def test_a_status_arrives(pages: tuple[StatusPage, StatusPage]) -> None:
    writer, reader = pages
    status = Status(12, 7, 3_000_000_000, 12.5, 3)

    writer.write(status)

    assert reader.read() == status


def test_before_the_first_nothing_plays(pages: tuple[StatusPage, StatusPage]) -> None:
    first = pages[1].read()

    assert first is not None
    assert first.blocks == 0


def test_while_one_is_written_the_one_before_is_whole(pages: tuple[StatusPage, StatusPage]) -> None:
    writer, reader = pages
    for blocks in range(1, 6):
        writer.write(Status(blocks, 7, blocks * 256, 0.5))
        turn = writer._page[:8]
        writer.write(Status(99, 99, 99, 99.0))
        writer._page[:8] = turn  # as if the writer had not got to its last step
        writer._sequence -= 1

        assert reader.read() == Status(blocks, 7, blocks * 256, 0.5)


def test_without_its_name_a_page_is_read_on(pages: tuple[StatusPage, StatusPage]) -> None:
    writer, reader = pages
    writer.unlink()
    writer.unlink()
    writer.write(Status(5))

    assert reader.read() == Status(5)
    with pytest.raises(FileNotFoundError):
        shared_memory.map_memory(writer.name, SIZE, make=False)
