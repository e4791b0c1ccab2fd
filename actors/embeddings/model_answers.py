"""Worker processes that answer with a model: loaded and checked once, its failures as replies."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from actors.embeddings.extraction import Unembedded, load_model
from actors.embeddings.reply import EMBEDDED, UNUSABLE, pack_error
from actors.kernel.serving import serve
from models.embedding.model import Model
from models.embedding.network import NetworkError


def serve_model(result: Callable[[Model, bytes], bytes]) -> None:
    """Handle requests until the input ends.

    The arguments of the process are the name of the model and the `.sempal` folder.

    Args:
        result: Returns what stands behind `EMBEDDED` in the reply to a request; may raise
            `Unembedded`.
    """
    name, folder = sys.argv[1:]
    try:
        model = load_model(name, Path(folder))
        model.check()
    except NetworkError as error:
        unusable = UNUSABLE + str(error).encode(errors="replace")
        return serve(lambda _request: unusable)

    def answer(request: bytes) -> bytes:
        try:
            return EMBEDDED + result(model, request)
        except Unembedded as error:
            return pack_error(error)

    return serve(answer)
