"""Calls of later starts of the program, over a socket in the data folder.

Only this user is heard: the socket is for its owner alone, and the kernel says who connects.
"""

from __future__ import annotations

import os
import socket
import stat
import struct
from contextlib import suppress
from pathlib import Path

import trio
from loguru import logger

from actors.kernel.mailbox import Address
from actors.kernel.window_socket import NAME, TAKEN, at_socket
from actors.messages import handoff
from models.handoff.call import LONGEST, decode_call

PATIENCE = 5.0
"""Seconds that a connection may take."""
MOST = 8
"""Connections at once; others wait."""
PEER = struct.Struct("iII")
"""Process, user and group. Source: unix(7), `struct ucred`."""


async def serve_calls(folder: Path, events: Address[handoff.Event]) -> None:
    """Report calls until cancelled; without such sockets or a folder that takes one, return.

    The caller holds the lock of the folder, so a socket that is there belongs to nobody.
    """
    if not hasattr(socket, "SO_PEERCRED"):
        return
    try:
        listener = await trio.to_thread.run_sync(_bind_socket, folder)
    except OSError as error:
        logger.warning("later starts cannot call this window: {}", error)
        return
    limit = trio.CapacityLimiter(MOST)
    try:
        async with trio.open_nursery() as nursery:
            while True:
                await limit.acquire_on_behalf_of(token := object())
                stream, _ = await listener.accept()
                nursery.start_soon(_receive_within, stream, events, limit, token)
    finally:
        listener.close()
        with suppress(OSError), at_socket(folder) as path:
            os.unlink(path)


def _bind_socket(folder: Path) -> trio.socket.SocketType:
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with at_socket(folder) as path:
            with suppress(FileNotFoundError):
                if not stat.S_ISSOCK(os.lstat(path).st_mode):
                    raise FileExistsError(f"{folder / NAME} is no socket")
                os.unlink(path)
            os.fchmod(made.fileno(), 0o600)  # from the beginning, on Linux
            made.bind(path)
            os.chmod(path, 0o600)
        made.listen(MOST)
        made.setblocking(False)
        return trio.socket.from_stdlib_socket(made)
    except BaseException:
        made.close()
        raise


async def _receive_within(
    stream: trio.socket.SocketType,
    events: Address[handoff.Event],
    limit: trio.CapacityLimiter,
    token: object,
) -> None:
    try:
        with stream, trio.move_on_after(PATIENCE):
            await _receive(stream, events)
    except OSError as error:
        logger.info("a call was broken off: {}", error)
    finally:
        limit.release_on_behalf_of(token)


async def _receive(stream: trio.socket.SocketType, events: Address[handoff.Event]) -> None:
    given = stream.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, PEER.size)
    process, user, _ = PEER.unpack(given)
    if user != os.getuid():
        logger.warning("a call of another user, {}, was refused", user)
        return
    line = bytearray()
    while not line.endswith(b"\n"):
        part = await stream.recv(65_536)
        line += part
        if not part or len(line) > LONGEST:
            logger.warning("process {} sent no call", process)
            return
    try:
        call = decode_call(bytes(line))
    except ValueError as error:
        logger.warning("process {} sent no call: {}", process, error)
        return
    await events.send(handoff.Called(call))
    await stream.send(TAKEN)
