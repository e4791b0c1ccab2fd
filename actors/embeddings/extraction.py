"""From a file to features."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from models.audio.span import Span
from models.embedding.default_model import NAME
from models.embedding.features import pack_features
from models.embedding.frontend.normalised_sound import READ, Unusable
from models.embedding.model import Model
from models.embedding.network import NetworkError
from models.embedding.registry import SHIPPED, active_model, open_model
from models.types.classifier import Classifier


class Unembedded(Exception):
    """A file has no features; the text is the reason."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which model listens."""

    folder: Path
    """The `.sempal` folder, where models are installed."""
    read: Callable[[], str] = str
    """Returns what `config.toml` says; empty: the best that is installed."""

    def name(self) -> str:
        """Return the name of the model; reads files.

        Raises:
            NetworkError: the choice cannot be read.
        """
        try:
            return active_model(self.read(), self.folder)
        except OSError as error:
            raise NetworkError(f"the choice of a model cannot be read: {error}") from error


def load_model(name: str = NAME, folder: Path = Path()) -> Model:
    """Return a model; the one that is shipped if no other is named.

    Raises:
        NetworkError: it cannot be used here.
    """
    return open_model(name, folder)


def supports_types(model: Model) -> bool:
    """Tell whether types can be told from its features: from those of ours alone."""
    return model.id.startswith(NAME)


def load_classifier(model: Model) -> Classifier:
    """Return what tells types from the features of a model that `supports_types`.

    Raises:
        NetworkError: its weights cannot be used.
    """
    return Classifier(SHIPPED, model.space)


def extract_features(model: Model, path: bytes, span: Span | None = None) -> bytes:
    """Return what is kept of a file, or of a part of it.

    Raises:
        Unheard: it cannot be read, or there is nothing to be heard in it.
    """
    try:
        with SoundFile(path) as file:
            rate = int(file.rate)
            longest = round(READ * rate)
            if span is not None:
                file.seek(span.start)
                longest = min(longest, span.length)
            read = file.read(longest)
        audio = np.ascontiguousarray(np.asarray(read, np.float32).T)
        return pack_features(model.embed(audio, rate))
    except Exception as error:  # a door: soxr, numpy and the network may raise anything
        known = isinstance(error, Unreadable | Unusable | NetworkError | ValueError)
        raise Unembedded(str(error) if known else f"{type(error).__name__}: {error}") from error
