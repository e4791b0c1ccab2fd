"""Worker process that embeds chunks of files: takes `REQUEST` and a path.

It replies with the length of the windows, these, and their features; or a reason.
"""

from __future__ import annotations

from actors.embeddings.inside.extraction import LENGTH, REQUEST, extract_chunk
from actors.embeddings.model_answers import serve_model
from models.embedding.model import Model


def _result(model: Model, request: bytes) -> bytes:
    number, most = REQUEST.unpack_from(request)
    windows, features = extract_chunk(model, request[REQUEST.size :], number, most)
    return LENGTH.pack(len(windows)) + windows + features


if __name__ == "__main__":
    serve_model(_result)
