"""From a file to features."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import numpy as np
import soundfile

from models.audio.span import Span
from models.embedding.default_model import DefaultModel
from models.embedding.features import packed
from models.embedding.listening.sound import READ, Unusable
from models.embedding.network import NetworkError
from models.types.classifier import Classifier


class Unheard(Exception):
    """A file has no features; the text is the reason."""


def loaded() -> DefaultModel:
    """Return the model that listens.

    Raises:
        NetworkError: it cannot be used here.
    """
    return DefaultModel(Path(str(files("data") / "models")))


def classifier(model: DefaultModel) -> Classifier:
    """Return what tells types from the features of a model.

    Raises:
        NetworkError: its weights cannot be used.
    """
    return Classifier(Path(str(files("data") / "models")), model.space)


def features(model: DefaultModel, path: bytes, span: Span | None = None) -> bytes:
    """Return what is kept of a file, or of a part of it.

    Raises:
        Unheard: it cannot be read, or there is nothing to be heard in it.
    """
    try:
        with soundfile.SoundFile(os.fsdecode(path)) as file:
            rate = int(file.samplerate)
            longest = round(READ * rate)
            if span is not None:
                file.seek(span.start)
                longest = min(longest, span.length)
            read = file.read(longest, dtype="float32", always_2d=True)
        audio = np.ascontiguousarray(np.asarray(read, np.float32).T)
        return packed(model.embedded(audio, rate))
    except (OSError, soundfile.SoundFileError) as error:
        raise Unheard(f"it cannot be read: {error}") from error
    except (Unusable, NetworkError, ValueError) as error:
        raise Unheard(str(error)) from error
