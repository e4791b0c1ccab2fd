"""Detect the sound types of all embedded samples, from their stored features."""

from __future__ import annotations

from functools import partial

import trio

from actors.embeddings.extraction import load_classifier
from actors.embeddings.vector_builder import PATIENCE
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
"""Samples fetched and stored at a time: 10 ms of arithmetic."""


async def detect_types(model: Model, library_: Address[library.Command]) -> None:
    """Detect the types of all pending samples; cancelling loses one batch at most.

    Args:
        model: A model that `supports_types`.
        library_: Stores features and types.

    Raises:
        NetworkError: The model or the classifier's weights cannot be used here.
        NoReply: The library actor crashed.
        trio.TooSlowError: The library actor does not reply in time.
    """
    classifier = await trio.to_thread.run_sync(load_classifier, model)
    after = SampleId(0)
    while True:
        take = partial(library.FetchUntyped, model.id, classifier.id, after, BATCH)
        batch = await ask(library_, take, within=PATIENCE)
        if not batch:
            break
        after = batch[-1].sample
        found = await trio.to_thread.run_sync(_detected, classifier, batch, len(model.space.mean))
        await ask(library_, partial(library.StoreTypes, classifier.id, found), within=PATIENCE)


def _detected(
    classifier: Classifier, batch: tuple[SampleFeatures, ...], count: int
) -> tuple[Detected, ...]:
    """Return the types of samples, by so many of their features."""
    features = unpack_all_features([one.features for one in batch], count)
    types, sure = classifier.classify(features)
    return tuple(
        Detected(one.sample, one.token, kind, float(confidence))
        for one, kind, confidence in zip(batch, types, sure, strict=True)
    )
