"""What CLAP's tests ask; the answers of PyTorch to it lie in `tests/fixtures/clap`."""

from __future__ import annotations

from tests.models.embedding.sounds import Audio, hit

SEED = 6
PHRASES = ("short dusty snare", "a deep kick!", "Größe 7 ♯")


def sounds() -> dict[str, tuple[Audio, int]]:
    """Return sounds, each with its rate."""
    return {
        "kick": (hit(55, 0.1, 0.2), 44_100),
        "hat": (hit(9000, 0.9, 0.02, 48_000), 48_000),
        "tone at 8 kHz": (hit(440, 0.0, 0.1, 8000), 8000),
    }
