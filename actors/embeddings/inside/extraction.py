"""Extract features of the windows of a file."""

from __future__ import annotations

import struct
from contextlib import suppress

import numpy as np

from actors.embeddings.extraction import Unembedded
from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from models.audio.mono import mix_to_mono
from models.audio.span import Span
from models.embedding.features import pack_features, unpack_all_features
from models.embedding.frontend.normalised_sound import Unusable, event_onset
from models.embedding.model import Model
from models.embedding.network import NetworkError
from models.inside.diversity import most_different
from models.inside.window import CHUNK, HOP, MILLISECONDS, WINDOW, WINDOW_TYPE

REQUEST = struct.Struct("<II")
"""Number of the chunk, and how many of its windows are kept at most."""
LENGTH = struct.Struct("<I")
"""Bytes of the windows, before these in a reply."""
ASKED = 8
"""Windows of a question at most: of a longer sound, those from its start."""


def extract_chunk(model: Model, path: bytes, number: int, most: int) -> tuple[bytes, bytes]:
    """Return windows of a chunk and their features, as `EmbeddedChunk` has them.

    Silent windows are left out, and beyond `most` those that are most alike.

    Raises:
        Unembedded: The file cannot be read.
    """
    first = number * CHUNK
    windows, features = _windows(model, path, first, CHUNK)
    if len(windows) > most:
        vectors = (model.earlier or model.space).project(unpack_all_features(features))
        chosen = most_different(vectors, most).tolist()
        windows, features = [windows[row] for row in chosen], [features[row] for row in chosen]
    return np.array(windows, WINDOW_TYPE).tobytes(), b"".join(features)


def extract_question(model: Model, path: bytes, span: Span | None) -> bytes:
    """Return the features of the windows of a sound, or of a span of it, one after the other.

    Raises:
        Unembedded: The file cannot be read, or is silent.
    """
    _, features = _windows(model, path, 0, ASKED, span)
    if not features:
        raise Unembedded("silent")
    return b"".join(features)


def _windows(
    model: Model, path: bytes, first: int, count: int, span: Span | None = None
) -> tuple[list[tuple[int, int]], list[bytes]]:
    """Return windows that are not silent, as `WINDOW_TYPE` has them, and their features."""
    windows: list[tuple[int, int]] = []
    features: list[bytes] = []
    compared = (model.earlier or model.space).inputs
    try:
        with SoundFile(path) as file:
            rate = int(file.rate)
            size, step = round(WINDOW * rate), round(HOP * rate)
            begin = span.start if span is not None else 0
            end = min(file.frames, span.end if span is not None else file.frames)
            # As `window_count`, which goes by what the library knows of the length.
            total = 1 + max(0, -(-(end - begin - size) // step)) if end > begin else 0
            block = np.zeros((0, file.channels), np.float32)
            for number in range(first, min(first + count, total)):
                start = begin + number * step
                if number == first:
                    file.seek(start)
                block = block[step:]
                wanted = min(end, start + size) - start - len(block)
                block = np.concatenate([block, file.read(max(0, wanted)).astype(np.float32)])
                with suppress(Unusable):
                    audio = np.ascontiguousarray(block.T)
                    found = model.embed(audio, rate)[:compared]
                    features.append(pack_features(found))
                    onset = event_onset(mix_to_mono(audio), rate)
                    windows.append((number, round(onset * MILLISECONDS)))
    except Exception as error:  # a boundary: soxr, numpy and the network may raise anything
        known = isinstance(error, Unreadable | NetworkError | ValueError)
        raise Unembedded(str(error) if known else f"{type(error).__name__}: {error}") from error
    return windows, features
