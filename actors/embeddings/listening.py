"""From a file to features, in a thread."""

from __future__ import annotations

import os

import numpy as np
import soundfile

from models.embedding.default_model import DefaultModel
from models.embedding.features import packed
from models.embedding.listening.sound import READ, Unusable
from models.embedding.network import NetworkError


class Unheard(Exception):
    """A file has no features; the text is the reason."""


def features(model: DefaultModel, path: bytes) -> bytes:
    """Return what is kept of a file.

    Raises:
        Unheard: it cannot be read, or there is nothing to be heard in it.
    """
    try:
        with soundfile.SoundFile(os.fsdecode(path)) as file:
            rate = int(file.samplerate)
            read = file.read(round(READ * rate), dtype="float32", always_2d=True)
        audio = np.ascontiguousarray(np.asarray(read, np.float32).T)
        return packed(model.embedded(audio, rate))
    except (OSError, soundfile.SoundFileError) as error:
        raise Unheard(f"it cannot be read: {error}") from error
    except (Unusable, NetworkError, ValueError) as error:
        raise Unheard(str(error)) from error
