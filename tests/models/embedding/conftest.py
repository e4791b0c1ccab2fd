"""The shipped model, loaded once: that takes longer than most tests."""

from __future__ import annotations

import pytest

from actors.model_files.loader import open_default_model
from models.embedding.default_model import DefaultModel
from tests.models.embedding.sounds import MODELS


@pytest.fixture(scope="session")
def model() -> DefaultModel:
    """The model as it is shipped."""
    return open_default_model(MODELS)
