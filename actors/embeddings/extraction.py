"""Extract features from a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from actors.model_files.loader import open_classifier, open_concepts
from actors.model_files.registry import SHIPPED, active_model, open_model
from models.audio.span import Span
from models.cluster.place import Place
from models.embedding.concepts import ConceptHead
from models.embedding.default_model import NAME
from models.embedding.features import pack_features
from models.embedding.frontend.normalised_sound import READ, Unusable
from models.embedding.index.choice import GRAPH_MB
from models.embedding.model import Model
from models.embedding.network import NetworkError
from models.types.classifier import Classifier


class Unembedded(Exception):
    """A file without features; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user chose: the embedding model, and where to compute."""

    folder: Path
    """The `.sempal` folder, where models are installed."""
    read: Callable[[], str] = str
    """Returns the model set in `config.toml`; empty: the best one installed."""
    place: Callable[[], Place] = Place
    """Returns where to compute; polled when work begins."""
    graph_mb: Callable[[], float] = lambda: GRAPH_MB
    """Returns the memory in MB that a graph of neighbours may take."""

    def name(self) -> str:
        """Return the name of the active model; reads files.

        Raises:
            NetworkError: The configuration cannot be read.
        """
        try:
            return active_model(self.read(), self.folder)
        except OSError as error:
            raise NetworkError(f"the choice of a model cannot be read: {error}") from error


def load_model(name: str = NAME, folder: Path = Path()) -> Model:
    """Load a model; by default the shipped one.

    Raises:
        NetworkError: It cannot be used on this machine.
    """
    return open_model(name, folder)


def supports_types(model: Model) -> bool:
    """Return whether types can be detected from its features: only from the shipped model's."""
    return model.id.startswith(NAME)


def load_classifier(model: Model) -> Classifier:
    """Load the type classifier for a model that `supports_types`.

    Raises:
        NetworkError: Its weights cannot be used.
    """
    return open_classifier(SHIPPED, model.space)


def load_concepts(model: Model) -> ConceptHead:
    """Load the concept head for a model that `supports_types`.

    Raises:
        NetworkError: Its weights cannot be used.
    """
    return open_concepts(SHIPPED, model.space)


def extract_features(model: Model, path: bytes, span: Span | None = None) -> bytes:
    """Extract the serialised features of a file, or of a span of it.

    Raises:
        Unembedded: The file cannot be read, or is silent.
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
    except Exception as error:  # a boundary: soxr, numpy and the network may raise anything
        known = isinstance(error, Unreadable | Unusable | NetworkError | ValueError)
        raise Unembedded(str(error) if known else f"{type(error).__name__}: {error}") from error
