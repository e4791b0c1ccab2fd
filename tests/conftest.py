"""What every suite shares: where sounds for tests lie, and repeatable Hypothesis runs in CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).parents[1]
LONG_OR_TWICE = ("Break*", "Recordings", "Unsorted", "Vocals")
"""What the demo has beside its short sounds."""

# In CI a failure must come back when the same commit is run again.
# No deadlines, and no check of how long examples take: a busy machine is no bug.
SLOW = (hypothesis.HealthCheck.too_slow,)
hypothesis.settings.register_profile(
    "ci", derandomize=True, deadline=None, print_blob=True, suppress_health_check=SLOW
)
hypothesis.settings.register_profile("desk", deadline=None, suppress_health_check=SLOW)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")


@pytest.fixture(scope="session")
def whole_demo() -> Path:
    """The folder of the demo library; not to be written to."""
    return ROOT / "data" / "demo"


@pytest.fixture(scope="session")
def demo_sounds(tmp_path_factory: pytest.TempPathFactory, whole_demo: Path) -> Path:
    """A folder of the 67 short sounds of the demo library, in many formats; not to be written to.

    Without what lasts long and what is there twice.
    """
    folder = tmp_path_factory.mktemp("sounds") / "demo"
    shutil.copytree(whole_demo, folder, ignore=shutil.ignore_patterns(*LONG_OR_TWICE))
    return folder


@pytest.fixture(scope="session")
def real_sounds() -> Path:
    """The folder of about 160 recordings from Debian's sonic-pi-samples; not to be written to."""
    folder = os.environ.get("SEMPAL_TEST_SAMPLES")
    if folder is None:
        if os.environ.get("CI") == "true":
            pytest.fail("SEMPAL_TEST_SAMPLES is not set: run scripts/test")
        pytest.skip("SEMPAL_TEST_SAMPLES is not set: run scripts/test")
    return Path(folder)
