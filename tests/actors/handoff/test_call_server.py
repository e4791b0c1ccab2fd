"""Later starts call the window: only of this user, whatever they send, and however slowly."""

from __future__ import annotations

import errno
import os
import socket
import stat
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
import trio

from actors.handoff import call_server
from actors.kernel.loopback import bind_loopback, read_note
from actors.kernel.mailbox import Mailbox
from actors.kernel.window_socket import NAME, TAKEN, at_socket
from actors.messages import handoff
from models.handoff.call import LONGEST, Call, encode_call
from ui.commandline import second_start
from ui.commandline.second_start import Outcome, call_window

CALL = Call((b"/drums/bad\xff.wav",), "id_TIME7")


@asynccontextmanager
async def served(folder: Path, room: int = 8) -> AsyncGenerator[Mailbox[handoff.Event]]:
    events = Mailbox[handoff.Event](room)
    async with trio.open_nursery() as nursery:
        nursery.start_soon(call_server.serve_calls, folder, events.address)
        with trio.fail_after(60):
            while not await answers(folder):
                await trio.sleep(0.01)
        yield events
        nursery.cancel_scope.cancel()


async def answers(folder: Path) -> bool:
    try:
        (await connected(folder)).close()
    except (FileNotFoundError, ConnectionRefusedError):
        return False
    return True


async def connected(folder: Path) -> trio.socket.SocketType:
    """Return a connection, once there is room for it.

    Where a Unix socket has no room, `connect` fails with `EAGAIN`, and trio takes that for a
    connection under way: only its peer tells that there is one. Source: connect(2).
    """
    with trio.fail_after(60):
        while True:
            stream = trio.socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                with at_socket(folder) as path:
                    await stream.connect(path)
                stream.getpeername()
            except OSError as error:
                stream.close()
                if error.errno != errno.ENOTCONN:
                    raise
                await trio.sleep(0.01)
            else:
                return stream


async def said(folder: Path, *parts: bytes, end: bool = False) -> bytes:
    """Send parts, one after the other; return the reply, empty if there is none."""
    with await connected(folder) as stream, trio.fail_after(60):
        try:
            for part in parts:
                left = memoryview(part)
                while left:
                    left = left[await stream.send(left) :]
            if end:
                stream.shutdown(socket.SHUT_WR)
            return await stream.recv(100)
        except (BrokenPipeError, ConnectionResetError):
            return b""


async def test_a_call_is_handed_on_and_answered(tmp_path: Path) -> None:
    line = encode_call(CALL)
    async with served(tmp_path) as events:
        assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
        assert await said(tmp_path, line[:9], line[9:]) == TAKEN
        assert await events.receive() == handoff.Called(CALL)
    assert not (tmp_path / NAME).exists()


async def test_what_a_killed_window_left_is_replaced_but_nothing_else(tmp_path: Path) -> None:
    stale = socket.socket(socket.AF_UNIX)
    stale.bind(str(tmp_path / NAME))
    stale.close()
    async with served(tmp_path) as events:
        assert await said(tmp_path, encode_call(CALL)) == TAKEN
        assert await events.receive() == handoff.Called(CALL)

    (tmp_path / NAME).write_text("of the user")
    with trio.fail_after(60):
        await call_server.serve_calls(tmp_path, Mailbox[handoff.Event](1).address)
    assert (tmp_path / NAME).read_text() == "of the user"


async def test_the_folder_may_have_a_long_path(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30) / ("er" * 60)
    folder.mkdir(parents=True)
    async with served(folder) as events:
        assert await said(folder, encode_call(CALL)) == TAKEN
        assert await events.receive() == handoff.Called(CALL)


@pytest.mark.parametrize(
    ("parts", "end"),
    [
        ((b"",), True),
        ((b'{"paths": ["/a"]',), True),
        ((b"GET / HTTP/1.1\r\n",), False),
        ((b'{"paths": ["relative"], "startup": ""}\n',), False),
        ((b"x" * (LONGEST + 1),), False),
    ],
)
async def test_what_is_no_call_is_not_answered_and_harms_nobody(
    tmp_path: Path, parts: tuple[bytes, ...], end: bool
) -> None:
    async with served(tmp_path) as events:
        assert await said(tmp_path, *parts, end=end) == b""
        assert await said(tmp_path, encode_call(CALL)) == TAKEN
        assert await events.receive() == handoff.Called(CALL)


async def test_who_says_nothing_does_not_keep_others_waiting(tmp_path: Path) -> None:
    async with served(tmp_path) as events:
        silent = [await connected(tmp_path) for _ in range(call_server.MOST - 1)]
        assert await said(tmp_path, encode_call(CALL)) == TAKEN
        assert await events.receive() == handoff.Called(CALL)
        for one in silent:
            one.close()


async def test_those_who_say_nothing_are_hung_up_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_server, "PATIENCE", 0.2)
    async with served(tmp_path) as events:
        silent = [await connected(tmp_path) for _ in range(2 * call_server.MOST)]
        assert await said(tmp_path, encode_call(CALL)) == TAKEN
        assert await events.receive() == handoff.Called(CALL)
        for one in silent:
            one.close()


async def test_a_session_that_does_not_listen_gives_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_server, "PATIENCE", 0.2)
    async with served(tmp_path, room=1):
        assert await said(tmp_path, encode_call(CALL)) == TAKEN
        assert await said(tmp_path, encode_call(CALL)) == b"", "its mailbox is full"


OTHER_USER = """
import os, socket, sys
os.setgid(65534); os.setuid(65534)
stream = socket.socket(socket.AF_UNIX)
try:
    stream.connect(sys.argv[1])
    stream.sendall(bytes.fromhex(sys.argv[2]))
    print(stream.recv(100))
except OSError as error:
    print(type(error).__name__)
"""


REFUSED, HUNG_UP = {b"PermissionError"}, {b"b''", b"BrokenPipeError", b"ConnectionResetError"}


@pytest.mark.skipif(os.getuid() != 0, reason="only root may become another user")
@pytest.mark.parametrize(("mode", "outcome"), [(0o600, REFUSED), (0o666, HUNG_UP)])
async def test_other_users_are_refused(tmp_path: Path, mode: int, outcome: set[bytes]) -> None:
    async with served(tmp_path) as events:
        tmp_path.chmod(0o755)
        (tmp_path / NAME).chmod(mode)  # as if its rights were lost
        words = (sys.executable, "-c", OTHER_USER, NAME, encode_call(CALL).hex())
        done = await trio.run_process(
            words, cwd=tmp_path, capture_stdout=True, stderr=subprocess.STDOUT
        )
        assert done.stdout.strip() in outcome
        (tmp_path / NAME).chmod(0o600)
        own = Call()
        assert await said(tmp_path, encode_call(own)) == TAKEN
        assert await events.receive() == handoff.Called(own)


@asynccontextmanager
async def served_loopback(folder: Path) -> AsyncGenerator[Mailbox[handoff.Event]]:
    """A window as on systems whose kernel does not say who connects."""
    events = Mailbox[handoff.Event](8)
    async with trio.open_nursery() as nursery:
        serve = partial(call_server.serve_calls, folder, events.address, peers=False)
        nursery.start_soon(serve)
        with trio.fail_after(60):
            while not (folder / NAME).exists():
                await trio.sleep(0.01)
        yield events
        nursery.cancel_scope.cancel()


async def test_with_a_secret_a_call_is_handed_on_and_without_it_nothing(tmp_path: Path) -> None:
    call = partial(call_window, tmp_path, CALL, peers=False)
    async with served_loopback(tmp_path) as events:
        assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
        port, secret = read_note(tmp_path / NAME) or (0, b"")
        for said_first in (b"", secret[:-1] + b"x", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"):
            stream = await trio.open_tcp_stream("127.0.0.1", port)
            await stream.send_all(said_first + encode_call(CALL))
            with trio.fail_after(60), suppress(trio.BrokenResourceError):
                assert await stream.receive_some(100) == b""
            await stream.aclose()
        assert await trio.to_thread.run_sync(call) is Outcome.TAKEN
        assert await events.receive() == handoff.Called(CALL)
    assert not (tmp_path / NAME).exists()


async def test_a_killed_window_is_replaced_and_nothing_else_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_start, "STARTING", 0.1)
    bind_loopback(tmp_path / NAME)[0].close()
    call = partial(call_window, tmp_path, CALL, peers=False)
    assert await trio.to_thread.run_sync(call) is Outcome.NOBODY
    async with served_loopback(tmp_path):
        with trio.fail_after(60):
            while await trio.to_thread.run_sync(call) is not Outcome.TAKEN:
                await trio.sleep(0.01)
    (tmp_path / NAME).write_text("of the user")
    assert await trio.to_thread.run_sync(call) is Outcome.NOBODY
    with trio.fail_after(60):
        events = Mailbox[handoff.Event](1).address
        await call_server.serve_calls(tmp_path, events, peers=False)
    assert (tmp_path / NAME).read_text() == "of the user"
