"""Find identical copies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import trio
from loguru import logger

from actors.library.query import hashes, identical_copies
from actors.library.query.hashes import Unhashed
from actors.library.scan.token import WholeHash
from actors.library.store import Store
from actors.media.error import os_error_reason
from models.library.file_name import encode_path
from models.library.sample import Sample

PAGE = 64
"""Hashes stored at a time."""
STEP = 0.05
"""Seconds of reading between two checkpoints for cancellation."""


async def find_identical_copies(
    store: Store, beat: Callable[[], None]
) -> tuple[tuple[Sample, ...], ...]:
    """Return groups of samples with identical content; hash files first where needed.

    Args:
        store: The library.
        beat: Heartbeat while files are read, which may take long.

    Raises:
        LibraryError: The database failed.
    """
    files = await store.rows.read(identical_copies.unhashed_copies)
    for at in range(0, len(files), PAGE):
        pairs = [(file, await _hash(file, beat)) for file in files[at : at + PAGE]]
        done = [(file, content) for file, content in pairs if content is not None]
        await store.writer.write(partial(hashes.store_hashes, hashes=done), keeps_lists=True)
    return await store.rows.read(identical_copies.identical_samples)


async def _hash(file: Unhashed, beat: Callable[[], None]) -> bytes | None:
    whole = WholeHash(file.path)
    try:
        while (content := await trio.to_thread.run_sync(whole.step, STEP)) is None:
            beat()
        same = await trio.to_thread.run_sync(whole.is_of, file.size, file.mtime_ns, file.ctime_ns)
    except OSError as error:
        logger.debug("cannot hash {}: {}", encode_path(file.path), os_error_reason(error))
        return None
    return content if same else None
