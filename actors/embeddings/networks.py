"""Which models there are: listed, chosen, looked over, installed."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import trio
from loguru import logger

from actors.embeddings.knowledge import Knowledge
from actors.embeddings.listening import Choice
from actors.messages import embeddings
from models.embedding import registry
from models.embedding.checkpoint.weights import CheckpointError
from models.embedding.clap.installing import install
from models.embedding.network import NetworkError

INSTALLABLE = "clap"
"""The model that a file of weights is for."""


class Networks:
    """Answers what the sheet of models asks; the window waits for none of it."""

    def __init__(self, knowledge: Knowledge, choice: Choice) -> None:
        """Take what listens, and where models are installed."""
        self._knowledge, self._folder = knowledge, choice.folder
        self._chosen = choice.read

    async def listed(self, words: str = "", *, problem: bool = False) -> embeddings.ModelsListed:
        """Return all models, and what came of the last order."""
        try:
            choice = await trio.to_thread.run_sync(self._chosen)
            known = tuple(registry.listed(choice, self._folder))
        except OSError as error:
            return embeddings.ModelsListed((), f"the models are not known: {error}", problem=True)
        return embeddings.ModelsListed(known, words, problem)

    async def use(self, name: str, stop: Callable[[], Awaitable[None]]) -> embeddings.ModelsListed:
        """Let a model listen; if it cannot, what listens goes on.

        Args:
            name: Of the model.
            stop: Ends the listening of the one before.
        """
        try:
            model = await self._knowledge.opened(name)
        except NetworkError as error:
            return await self.listed(f"{name} cannot listen: {error}", problem=True)
        await stop()
        await self._knowledge.take(name, model)
        self._chosen = lambda: name
        return await self.listed(f"{name} listens now")

    async def verify(self, name: str) -> embeddings.ModelsListed:
        """Look at every byte of a model, and let it calculate."""
        work = partial(registry.verify, name, self._folder)
        try:
            await trio.to_thread.run_sync(work, abandon_on_cancel=True)
        except NetworkError as error:
            return await self.listed(f"{name} is not whole: {error}", problem=True)
        return await self.listed(f"{name} is whole and calculates rightly")

    async def install(self, checkpoint: bytes) -> embeddings.ModelsListed:
        """Install CLAP from a file of weights, wholly or not at all."""
        target = registry.place(INSTALLABLE, self._folder)
        work = partial(install, Path(os.fsdecode(checkpoint)), target)
        try:
            await trio.to_thread.run_sync(work)
        except (NetworkError, CheckpointError, OSError) as error:
            logger.warning("not installed: {}", error)
            return await self.listed(f"{INSTALLABLE} was not installed: {error}", problem=True)
        return await self.listed(f"{INSTALLABLE} is installed: Use lets it listen")
