"""A worker of a cluster that sleeps for each file, for `scripts/bench cluster --simulate`."""

from __future__ import annotations

import json
import sys
import time

import numpy as np

from actors.embeddings.cluster import task, worker_process
from actors.embeddings.cluster.envelope import Answer, pack_answer, unpack_request
from actors.embeddings.reply import EMBEDDED

REPLY = EMBEDDED + np.zeros(262, "<f2").tobytes()


def run(message: bytes) -> bytes:
    """Return features of zeros, after the time that so many files take."""
    _, questions = unpack_request(message)
    time.sleep(EACH * len(questions))
    return pack_answer(Answer((REPLY,) * len(questions)))


if __name__ == "__main__":
    EACH = float(json.loads(sys.argv[1])["each"])
    setattr(task, "run", run)  # noqa: B010 - of another module
    worker_process.main()
