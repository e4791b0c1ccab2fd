"""List, select, verify and install embedding models."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import trio
from loguru import logger

from actors.embeddings.extraction import Choice
from actors.embeddings.store import EmbeddingStore
from actors.messages import embeddings
from actors.model_files import registry
from actors.model_files.installation import install
from models.embedding.checkpoint.weights import CheckpointError
from models.embedding.network import NetworkError
from models.state.notice import Notice, NoticeKind

INSTALLABLE = "clap"
"""Name of the installable model."""


class ModelManager:
    """Handles requests of the models sheet; never blocks the window."""

    def __init__(self, store: EmbeddingStore, choice: Choice) -> None:
        """Take the embedding store, and where models are installed."""
        self._store, self._folder = store, choice.folder
        self._chosen = choice.read

    async def list_models(self, outcome: Notice | None = None) -> embeddings.ModelsListed:
        """Return all models, with the outcome of the last command."""
        try:
            choice = await trio.to_thread.run_sync(self._chosen)
            known = tuple(registry.list_models(choice, self._folder))
        except OSError as error:
            unlisted = Notice(NoticeKind.MODELS_UNLISTED, reason=str(error))
            return embeddings.ModelsListed((), unlisted)
        return embeddings.ModelsListed(known, outcome)

    async def use(self, name: str, stop: Callable[[], Awaitable[None]]) -> embeddings.ModelsListed:
        """Activate a model; if it cannot be loaded, the active one stays.

        Args:
            name: Name of the model.
            stop: Stops embedding with the previous one.
        """
        try:
            model = await self._store.load_model(name)
        except NetworkError as error:
            failed = Notice(NoticeKind.MODEL_UNUSABLE, name, reason=str(error))
            return await self.list_models(failed)
        await stop()
        await self._store.activate(name, model)
        self._chosen = lambda: name
        return await self.list_models(Notice(NoticeKind.MODEL_ACTIVE, name))

    async def verify(self, name: str) -> embeddings.ModelsListed:
        """Check every byte of a model and run it."""
        process = self._store.process_of(name)
        try:
            await process.verify()
        except NetworkError as error:
            failed = Notice(NoticeKind.MODEL_DAMAGED, name, reason=str(error))
            return await self.list_models(failed)
        finally:
            process.end()
        return await self.list_models(Notice(NoticeKind.MODEL_VERIFIED, name))

    async def install(self, checkpoint: bytes) -> embeddings.ModelsListed:
        """Install CLAP atomically from a weights file."""
        target = registry.model_folder(INSTALLABLE, self._folder)
        work = partial(install, Path(os.fsdecode(checkpoint)), target)
        try:
            await trio.to_thread.run_sync(work)
        except (NetworkError, CheckpointError, OSError) as error:
            logger.warning("not installed: {}", error)
            failed = Notice(NoticeKind.MODEL_NOT_INSTALLED, INSTALLABLE, reason=str(error))
            return await self.list_models(failed)
        return await self.list_models(Notice(NoticeKind.MODEL_INSTALLED, INSTALLABLE))
