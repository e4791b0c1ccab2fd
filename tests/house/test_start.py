"""What a start of the window must not wait for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.commandline.conftest import ROOT


@pytest.mark.parametrize("slow", ["scipy", "onnxruntime", "tokenizers", "librosa", "numba", "pyo"])
def test_a_start_does_not_wait_for_what_is_needed_later(slow: str) -> None:
    code = f"import sys, actors.system; sys.exit({slow!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
