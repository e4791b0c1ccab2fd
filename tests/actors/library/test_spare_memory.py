"""Memory that a list took is given back once nobody asks for lists."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import trio

from actors.library.spare_memory import SpareMemory
from actors.library.store import open_store

FREED = """
from pathlib import Path
from actors.kernel.spare_memory import give_back
def resident():
    return int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0]) // 1024
some = [bytes(4000) for _ in range(20_000)]
kept = some[::500]  # between what is freed
del some
before = resident()
give_back()
print(before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only the GNU C library gives back on demand")
def test_pages_between_what_stays_are_given_back() -> None:
    done = subprocess.run([sys.executable, "-c", FREED], check=True, capture_output=True, text=True)
    assert int(done.stdout) > 40  # of 80 MB


async def test_it_is_given_back_once_after_lists_were_read(tmp_path: Path) -> None:
    given = 0
    reported = trio.Event()

    def give() -> None:
        nonlocal given, reported
        given += 1
        trio.from_thread.run_sync(reported.set)

    async with open_store(tmp_path) as store, trio.open_nursery() as nursery:
        nursery.start_soon(SpareMemory(store, give, 0.02).run)
        for round_ in (1, 2):
            await reported.wait()
            reported = trio.Event()
            assert given == round_  # and it waits now, for a list
            await store.rows.read(lambda _connection: None)  # which this is not
            await store.lists.read(lambda _connection: None)
        await reported.wait()
        assert given == 3
        nursery.cancel_scope.cancel()
