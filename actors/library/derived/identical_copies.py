"""Find identical copies."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from time import monotonic

import trio
from loguru import logger

from actors.library.query import hashes, identical_copies
from actors.library.query.hashes import Unhashed
from actors.library.scan.token import WholeHash
from actors.library.store import Store
from actors.media.error import os_error_reason
from models.library.file_name import encode_path
from models.library.sample import Sample

STEP = 0.05
"""Seconds of reading between two checkpoints for cancellation."""
THREADS = 2
"""Hashing releases the interpreter; more than two would not read faster from most drives."""
Done = list[tuple[Unhashed, bytes]]


async def find_identical_copies(
    store: Store, beat: Callable[[], None]
) -> tuple[tuple[Sample, ...], ...]:
    """Return groups of samples with identical content; hash files first where needed.

    Small files need not be read: the scan has.

    Args:
        store: The library.
        beat: Heartbeat while files are read, which may take long.

    Raises:
        LibraryError: The database failed.
    """
    todo = deque(await store.rows.read(identical_copies.unhashed_copies))
    if todo:
        async with trio.open_nursery() as nursery:
            for _ in range(min(THREADS, len(todo))):
                nursery.start_soon(_hash_all, store, todo, beat)
    return await store.rows.read(identical_copies.identical_samples)


async def _hash_all(store: Store, todo: deque[Unhashed], beat: Callable[[], None]) -> None:
    """Hash files until none is left, and store the hashes."""
    started: deque[tuple[Unhashed, WholeHash]] = deque()
    while todo or started:
        done = await trio.to_thread.run_sync(_step, todo, started)
        beat()
        if done:
            await store.writer.write(partial(hashes.store_hashes, hashes=done), keeps_lists=True)


def _step(todo: deque[Unhashed], started: deque[tuple[Unhashed, WholeHash]]) -> Done:
    """Hash for about `STEP` seconds; return the files that are done.

    Args:
        todo: Shared with other threads.
        started: The file that this thread has begun, if there is one.
    """
    until = monotonic() + STEP
    done: Done = []
    while (left := until - monotonic()) > 0:
        if not started:
            try:
                file = todo.popleft()
            except IndexError:
                break
            started.append((file, WholeHash(file.path)))
        file, whole = started[0]
        try:
            content = whole.step(left)
            if content is None:
                break
            if whole.is_of(file.size, file.mtime_ns, file.ctime_ns):
                done.append((file, content))
        except OSError as error:
            logger.debug("cannot hash {}: {}", encode_path(file.path), os_error_reason(error))
        started.clear()
    return done
