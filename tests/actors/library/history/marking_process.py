"""Marks in a process of its own, which a test kills.

`python -m tests.actors.library.history.marking_process HOME COUNT SIZE` marks
samples 1 to SIZE, then the next SIZE, COUNT times, and prints a line for each
once it is told.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import trio

from actors.messages import library
from models.audio.units import SampleId
from models.library.tag import Tag
from tests.actors.library.ends import running
from ui.text.notices import notice_words


async def _mark(home: Path, count: int, size: int) -> None:
    tell = partial(print, flush=True)  # to the test, through the pipe
    async with running(home) as ends:
        for first in range(1, count * size + 1, size):
            samples = tuple(SampleId(number) for number in range(first, first + size))
            ends.post(library.Mark(samples, Tag.KEEP))
            tell(notice_words((await ends.done(library.TagsChanged)).notice))


if __name__ == "__main__":
    trio.run(_mark, Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
