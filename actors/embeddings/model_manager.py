"""Which models there are: listed, chosen, looked over, installed."""

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
from models.embedding import registry
from models.embedding.checkpoint.weights import CheckpointError
from models.embedding.clap.installation import install
from models.embedding.network import NetworkError
from models.state.notice import Notice, NoticeKind

INSTALLABLE = "clap"
"""The model that a file of weights is for."""


class ModelManager:
    """Answers what the sheet of models asks; the window waits for none of it."""

    def __init__(self, knowledge: EmbeddingStore, choice: Choice) -> None:
        """Take what listens, and where models are installed."""
        self._knowledge, self._folder = knowledge, choice.folder
        self._chosen = choice.read

    async def list_models(self, outcome: Notice | None = None) -> embeddings.ModelsListed:
        """Return all models, and what came of the last order."""
        try:
            choice = await trio.to_thread.run_sync(self._chosen)
            known = tuple(registry.list_models(choice, self._folder))
        except OSError as error:
            unlisted = Notice(NoticeKind.MODELS_UNLISTED, reason=str(error))
            return embeddings.ModelsListed((), unlisted)
        return embeddings.ModelsListed(known, outcome)

    async def use(self, name: str, stop: Callable[[], Awaitable[None]]) -> embeddings.ModelsListed:
        """Let a model listen; if it cannot, what listens goes on.

        Args:
            name: Of the model.
            stop: Ends the listening of the one before.
        """
        try:
            model = await self._knowledge.load_model(name)
        except NetworkError as error:
            failed = Notice(NoticeKind.MODEL_UNUSABLE, name, reason=str(error))
            return await self.list_models(failed)
        await stop()
        await self._knowledge.activate(name, model)
        self._chosen = lambda: name
        return await self.list_models(Notice(NoticeKind.MODEL_ACTIVE, name))

    async def verify(self, name: str) -> embeddings.ModelsListed:
        """Look at every byte of a model, and let it calculate."""
        work = partial(registry.verify_model, name, self._folder)
        try:
            await trio.to_thread.run_sync(work, abandon_on_cancel=True)
        except NetworkError as error:
            failed = Notice(NoticeKind.MODEL_DAMAGED, name, reason=str(error))
            return await self.list_models(failed)
        return await self.list_models(Notice(NoticeKind.MODEL_VERIFIED, name))

    async def install(self, checkpoint: bytes) -> embeddings.ModelsListed:
        """Install CLAP from a file of weights, wholly or not at all."""
        target = registry.model_folder(INSTALLABLE, self._folder)
        work = partial(install, Path(os.fsdecode(checkpoint)), target)
        try:
            await trio.to_thread.run_sync(work)
        except (NetworkError, CheckpointError, OSError) as error:
            logger.warning("not installed: {}", error)
            failed = Notice(NoticeKind.MODEL_NOT_INSTALLED, INSTALLABLE, reason=str(error))
            return await self.list_models(failed)
        return await self.list_models(Notice(NoticeKind.MODEL_INSTALLED, INSTALLABLE))
