"""Worker process that holds a model for `model_process`: embeds what a query names.

A reply is `EMBEDDED` and the result, or another byte of `reply` and a reason.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from actors.embeddings.extraction import Unembedded, extract_features, load_model
from actors.embeddings.inside.extraction import extract_question
from actors.embeddings.model_request import BOUNDS, FILE, SPAN, TEXT, VERIFY, WINDOWS
from actors.embeddings.reply import EMBEDDED, UNUSABLE, pack_error
from actors.kernel.serving import serve
from actors.model_files import registry
from models.audio.span import Span
from models.audio.units import Frames
from models.embedding.model import Model
from models.embedding.network import NetworkError


def main() -> None:
    """Answer until the input ends."""
    name, place = sys.argv[1], Path(sys.argv[2])

    @cache
    def model() -> Model:
        return load_model(name, place)

    def result(wanted: bytes, given: bytes) -> bytes:
        if wanted == FILE:
            return extract_features(model(), given)
        if wanted == SPAN:
            span = Span(*map(Frames, BOUNDS.unpack_from(given)))
            return extract_features(model(), given[BOUNDS.size :], span)
        if wanted == WINDOWS:
            start, end = BOUNDS.unpack_from(given)
            part = Span(Frames(start), Frames(end)) if end else None
            return extract_question(model(), given[BOUNDS.size :], part)
        if wanted == TEXT:
            return model().embed_text(given.decode()).tobytes()
        if wanted == VERIFY:
            registry.verify_model(name, place)
        else:
            model().check()
        return b""

    def answer(request: bytes) -> bytes:
        try:
            return EMBEDDED + result(request[:1], request[1:])
        except Unembedded as error:
            return pack_error(error)
        except (NetworkError, OSError) as error:
            return UNUSABLE + str(error).encode(errors="replace")

    serve(answer, awaited=True)


if __name__ == "__main__":
    main()
