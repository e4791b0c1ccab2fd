"""A worker of a cluster whose processes embed as `worker_that_traps` does."""

from __future__ import annotations

from actors.embeddings import local_executor
from actors.embeddings.cluster import worker_process
from actors.embeddings.executor import Work

TRAPS = "tests.actors.embeddings.worker_that_traps"

if __name__ == "__main__":
    local_executor.MODULES[Work.ANALYSE] = TRAPS
    worker_process.main()
