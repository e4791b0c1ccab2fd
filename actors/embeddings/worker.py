"""Worker process for embedding: takes a path, replies with features or a reason."""

from __future__ import annotations

from actors.embeddings.extraction import extract_features
from actors.embeddings.model_answers import serve_model

if __name__ == "__main__":
    serve_model(extract_features)
