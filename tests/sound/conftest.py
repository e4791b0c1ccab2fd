"""A sound server per test run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.sound.pulse import Pulse

NEEDED = ("pulseaudio", "pactl", "parec")


@pytest.fixture(scope="session")
def pulse_server() -> Iterator[Pulse]:
    lacking = [name for name in NEEDED if not shutil.which(name)]
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)}")
    server = Pulse()
    server.start()
    yield server
    server.end()


@pytest.fixture
def pulse(pulse_server: Pulse, monkeypatch: pytest.MonkeyPatch) -> Pulse:
    """The running server, set in the environment of this process and its children."""
    for name, value in pulse_server.environment.items():
        monkeypatch.setenv(name, value)
    # The tests compare content, not latency: allow a long one.
    monkeypatch.setenv("PULSE_LATENCY_MSEC", "100")
    if not pulse_server.running:
        pulse_server.start()
    return pulse_server
