"""Detects the types of all sounds that were heard; from what is kept of them, so it is quick."""

from __future__ import annotations

from functools import partial

import trio

from actors.embeddings.extraction import load_classifier
from actors.embeddings.store import PATIENCE
from actors.kernel.mailbox import Address
from actors.kernel.reply import ask
from actors.messages import library
from models.audio.units import SampleId
from models.embedding.features import unpack_all_features
from models.embedding.model import Model
from models.library.features import SampleFeatures
from models.types.classifier import Classifier
from models.types.sound_type import Detected

BATCH = 512
"""Samples taken and stored at a time: 10 ms of arithmetic."""


async def detect_types(model: Model, library_: Address[library.Command]) -> None:
    """Detect until there is nothing left; stopping loses one batch at most.

    Args:
        model: One that tells types.
        library_: Keeps what it heard.

    Raises:
        NetworkError: the model or the weights cannot be used here.
        NoReply: the library fell over.
        trio.TooSlowError: it does not answer.
    """
    told = await trio.to_thread.run_sync(load_classifier, model)
    after = SampleId(0)
    while True:
        take = partial(library.FetchUntyped, model.id, told.id, after, BATCH)
        batch = await ask(library_, take, within=PATIENCE)
        if not batch:
            break
        after = batch[-1].sample
        found = await trio.to_thread.run_sync(_detected, told, batch)
        await ask(library_, partial(library.StoreTypes, told.id, found), within=PATIENCE)


def _detected(told: Classifier, batch: tuple[SampleFeatures, ...]) -> tuple[Detected, ...]:
    types, sure = told.classify(unpack_all_features([one.features for one in batch]))
    return tuple(
        Detected(one.sample, one.token, kind, float(confidence))
        for one, kind, confidence in zip(batch, types, sure, strict=True)
    )
