"""Worker process for embedding: takes a path, replies with features or a reason."""

from __future__ import annotations

from actors.embeddings.extraction import extract_features
from actors.embeddings.model_answers import serve_model


def main() -> None:
    """Embed files until the input ends."""
    serve_model(extract_features)


if __name__ == "__main__":
    main()
