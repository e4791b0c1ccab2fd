"""Descriptions of the output."""

from __future__ import annotations

import pytest

from models.audio.output import Output
from models.audio.units import Hertz


@pytest.mark.parametrize(("rate", "buffer", "wanted"), [(48_000, 480, 0.01), (0, 0, 0.0)])
def test_its_latency_is_the_length_of_a_buffer(rate: int, buffer: int, wanted: float) -> None:
    assert Output(rate=Hertz(rate), buffer=buffer).latency == wanted
