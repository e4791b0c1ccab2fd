"""Packages that are only named wait; whoever uses them finds them whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
START = """
import sys
from ui import quick_imports
quick_imports.begin()
import aiosqlite, loguru, trio
held = {name: sys.modules[name] for name in ("ssl", "asyncio")}  # the second imports the first
real = [name for name in sys.modules if name.startswith(("asyncio.", "_ssl", "concurrent"))]
assert not real, real
"""
USES = {
    "whatever is asked of them": """
import importlib
for name, late in held.items():
    assert getattr(late, "__file__", None) is None  # as tools ask each module
    assert sys.modules[name] is late
    first = late.SSLError if name == "ssl" else late.sleep
    package = importlib.import_module(name)
    assert package is sys.modules[name] is not late
    for one in dir(package):
        if not one.startswith("__"):
            mine = getattr(late, one)
            assert mine is getattr(package, one) or one == "get_running_loop", one
""",
    "a part of them": """
from asyncio import Future, events
import asyncio.futures
assert Future is asyncio.futures.Future is asyncio.Future is held["asyncio"].Future
""",
    "loops, databases and sinks": """
import asyncio
told = []
async def sink(message): told.append(str(message))
async def main():
    loguru.logger.remove()
    loguru.logger.add(sink, format="{message}")
    loguru.logger.info("heard")
    await loguru.logger.complete()
    async with aiosqlite.connect(":memory:") as database:
        async with database.execute("SELECT 7") as rows:
            return await rows.fetchone()
assert asyncio.run(main()) == (7,)
assert told == ["heard\\n"], told
""",
    "encrypted streams": """
import ssl
async def main():
    ours, theirs = trio.testing.memory_stream_pair()
    stream = trio.SSLStream(ours, ssl.create_default_context(), server_hostname="there")
    async with trio.open_nursery() as nursery:
        nursery.start_soon(stream.do_handshake)
        assert await theirs.receive_some(3) == bytes((22, 3, 1))  # a handshake of TLS
        nursery.cancel_scope.cancel()
import trio.testing
trio.run(main)
""",
}


@pytest.mark.parametrize("use", USES)
def test_they_are_whole_for(use: str) -> None:
    program = START + USES[use]
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
