"""Calls of later starts of the program, over a socket in the data folder.

Only this user is heard: the socket is for its owner alone, and the kernel says who connects; where
it does not, callers begin with a secret of the data folder.
"""

from __future__ import annotations

import hmac
import os
import socket
import stat
import struct
from contextlib import suppress
from pathlib import Path

import trio
from loguru import logger

from actors.kernel.loopback import bind_loopback
from actors.kernel.mailbox import Address
from actors.kernel.window_socket import NAME, PEERS, TAKEN, at_socket
from actors.messages import handoff
from models.handoff.call import LONGEST, decode_call

PATIENCE = 5.0
"""Seconds that a connection may take."""
MOST = 8
"""Connections at once; others wait."""
PEER = struct.Struct("iII")
"""Process, user and group. Source: unix(7), `struct ucred`."""


async def serve_calls(folder: Path, events: Address[handoff.Event], *, peers: bool = PEERS) -> None:
    """Report calls until cancelled; without a folder that takes a socket, return.

    The caller holds the lock of the folder, so a socket that is there belongs to nobody.

    Args:
        folder: The data folder.
        events: Gets the calls.
        peers: Whether the kernel says who connects.
    """
    try:
        bind = _bind_socket if peers else _bind_port
        listener, secret = await trio.to_thread.run_sync(bind, folder)
    except OSError as error:
        logger.warning("later starts cannot call this window: {}", error)
        return
    limit = trio.CapacityLimiter(MOST)
    try:
        async with trio.open_nursery() as nursery:
            while True:
                await limit.acquire_on_behalf_of(token := object())
                stream, _ = await listener.accept()
                nursery.start_soon(_receive_within, stream, secret, events, limit, token)
    finally:
        listener.close()
        with suppress(OSError):
            (folder / NAME).unlink()


def _bind_port(folder: Path) -> tuple[trio.socket.SocketType, bytes]:
    made, secret = bind_loopback(folder / NAME)
    made.setblocking(False)
    return trio.socket.from_stdlib_socket(made), secret


def _bind_socket(folder: Path) -> tuple[trio.socket.SocketType, bytes]:
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
        return trio.socket.from_stdlib_socket(made), b""
    except BaseException:
        made.close()
        raise


async def _receive_within(
    stream: trio.socket.SocketType,
    secret: bytes,
    events: Address[handoff.Event],
    limit: trio.CapacityLimiter,
    token: object,
) -> None:
    try:
        with stream, trio.move_on_after(PATIENCE):
            await _receive(stream, secret, events)
    except OSError as error:
        logger.info("connection of another start lost: {}", error)
    finally:
        limit.release_on_behalf_of(token)


async def _receive(
    stream: trio.socket.SocketType, secret: bytes, events: Address[handoff.Event]
) -> None:
    process = await _known_process(stream, secret)
    if process is None:
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


async def _known_process(stream: trio.socket.SocketType, secret: bytes) -> int | None:
    """Return the number of the process that calls, 0 if unknown; `None`: of somebody else."""
    if not secret:
        given = stream.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, PEER.size)
        process, user, _ = PEER.unpack(given)
        if user != os.getuid():
            logger.warning("a call of another user, {}, was refused", user)
            return None
        return int(process)
    said = bytearray()
    while len(said) < len(secret):
        part = await stream.recv(len(secret) - len(said))
        if not part:
            return None
        said += part
    if not hmac.compare_digest(bytes(said), secret):
        logger.warning("a call without the secret of the data folder was refused")
        return None
    return 0
