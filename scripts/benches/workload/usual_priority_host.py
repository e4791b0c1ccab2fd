"""A worker of a cluster whose processes are `usual_priority`."""

from __future__ import annotations

from actors.embeddings import local_executor
from actors.embeddings.cluster import worker_process
from actors.embeddings.executor import Work

if __name__ == "__main__":
    local_executor.MODULES[Work.EMBED] = "scripts.benches.workload.usual_priority"
    worker_process.main()
