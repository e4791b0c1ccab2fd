"""The tiny CLAP of the tests of the models."""

from __future__ import annotations

from tests.models.embedding.clap.conftest import checkpoint, clap, installed

__all__ = ["checkpoint", "clap", "installed"]
