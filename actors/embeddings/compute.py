"""The place where the heavy work of a run is done, as jobs see it."""

from __future__ import annotations

from typing import Protocol

import trio

from actors.embeddings.executor import Executor, Work
from actors.embeddings.gate import Gate


class Compute(Protocol):
    """Makes executors."""

    @property
    def workers(self) -> int:
        """Workers of the cluster at the moment; 0: it is this computer."""
        ...

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know of workers that get no work."""
        ...

    @property
    def gate(self) -> Gate:
        """Passed before each batch."""
        ...

    async def executor(self, nursery: trio.Nursery, work: Work, model: str = "") -> Executor:
        """Return an executor that ends with a nursery.

        Args:
            nursery: Of its processes or requests.
            work: What it does.
            model: Embedding model, for `Work.EMBED`.

        Raises:
            NetworkError: The model cannot be used on this machine.
        """
        ...
