"""Processes of a worker that read files: which are waited for, and which are given up."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import pytest

from actors.embeddings.cluster.reader import Reader

MODULE = "tests.actors.kernel.worker_that_counts"
IDLE = 0.5
"""Seconds that one may be idle."""
BUSY = """
import os
os.sched_setaffinity(0, [{processor}])
print("on", flush=True)
while 1: 0
"""


@pytest.mark.parametrize("question", [b"work 9", b"wait 9"])
def test_one_that_takes_too_long_is_given_up(question: bytes) -> None:
    reader = Reader(MODULE)
    assert reader.ask([b"here"], 60) == ([b"4"], None)
    found = reader.ask([b"four", question], IDLE)
    reader.end()

    assert found == ([b"4"], "")


@pytest.mark.priority
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux tells")
def test_one_that_others_do_not_let_work_is_waited_for() -> None:
    """On a busy machine each process was killed while it loaded its model, and nothing was done."""
    (processor, *_) = os.sched_getaffinity(0)
    reader = Reader(MODULE)
    assert reader.ask([b"here"], 60) == ([b"4"], None)
    os.sched_setaffinity(reader.pid, [processor])
    program = [sys.executable, "-c", BUSY.format(processor=processor)]
    others = [subprocess.Popen(program, stdout=subprocess.PIPE) for _ in range(4)]
    for one in others:
        assert one.stdout is not None
        one.stdout.readline()

    def end_others() -> None:
        for one in others:
            one.kill()

    end = threading.Timer(4 * IDLE, end_others)
    end.start()
    begun = time.monotonic()
    found = reader.ask([b"work 0.2"], IDLE)
    took = time.monotonic() - begun
    end.join()
    for one in others:
        one.communicate()
    reader.end()

    assert found == ([b"8"], None)
    assert took > 2 * IDLE
