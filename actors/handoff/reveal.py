"""Show files in the user's file manager."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module

import trio
from loguru import logger

from actors.handoff.programs import ProgramFailed, start
from actors.messages import handoff
from models.handoff.file_uri import file_uri
from models.handoff.system_opener import opener_line, reveal_line

MOST = 5
"""Folders shown at once: each becomes a window."""


async def reveal(
    paths: Sequence[bytes], nursery: trio.Nursery
) -> handoff.Revealed | handoff.NotRevealed:
    """Show files selected, or open the nearest folder that exists.

    Args:
        paths: Absolute; missing files are left out unless all are.
        nursery: Waits for the end of a program that was started.
    """
    shown, folder = await trio.to_thread.run_sync(_present, tuple(paths))
    if shown and reveal_line(shown[0]):
        return await _reveal_all(shown, nursery)
    if shown:
        # Imported in a thread, as it takes 90 ms.
        bus = await trio.to_thread.run_sync(import_module, "actors.handoff.bus")
        uris = [file_uri(path).decode("ascii") for path in shown]
        if await bus.show_items(uris, os.environ.get("DESKTOP_STARTUP_ID", "")):
            return handoff.Revealed(folder_only=False)
    try:
        await start(opener_line(folder), nursery)
    except ProgramFailed as failure:
        logger.warning("not revealed: {}", failure)
        return handoff.NotRevealed(str(failure))
    return handoff.Revealed(folder_only=True)


async def _reveal_all(
    shown: Sequence[bytes], nursery: trio.Nursery
) -> handoff.Revealed | handoff.NotRevealed:
    """Show files by a program of the system."""
    try:
        for path in shown:
            await start(reveal_line(path), nursery)
    except ProgramFailed as failure:
        logger.warning("not revealed: {}", failure)
        return handoff.NotRevealed(str(failure))
    return handoff.Revealed(folder_only=False)


def _present(paths: tuple[bytes, ...]) -> tuple[list[bytes], bytes]:
    """Return the first existing file of each folder, and the nearest existing folder."""
    first: dict[bytes, bytes] = {}
    for path in paths:
        if os.path.lexists(path):
            first.setdefault(os.path.dirname(path), path)
    folder = os.path.dirname(paths[0])
    while not os.path.isdir(folder) and folder not in {b"/", b""}:
        folder = os.path.dirname(folder)
    return [*first.values()][:MOST], folder or b"/"
