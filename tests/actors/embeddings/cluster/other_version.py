"""A worker of another version of sempal."""

from __future__ import annotations

from actors.embeddings.cluster import task, worker_process

if __name__ == "__main__":
    setattr(task, "program_version", lambda: "sempal 99")  # noqa: B010 - the name is imported there
    worker_process.main()
