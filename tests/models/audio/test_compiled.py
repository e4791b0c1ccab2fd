"""SciPy's compiled routines give what its public functions give, and come without the packages."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import scipy.fft
import scipy.signal
from numpy.typing import NDArray

from models.audio import compiled
from tests.commandline.conftest import ROOT

USE = """
import sys
import numpy as np
from models.audio import compiled
compiled.irfft(compiled.rfft(np.ones(8, np.float32)))
compiled.filter_linear(np.ones(2), np.ones(2), np.ones(8))
sys.exit(any(name in sys.modules for name in ("scipy.fft", "scipy.signal")))
"""


def noise(kind: type[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    return np.random.default_rng(1).normal(size=(3, 960)).astype(kind)


@pytest.fixture(params=[True, False], ids=["compiled", "public"])
def without(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once as it is, and once with a SciPy that has no such modules."""
    if not request.param:
        monkeypatch.setattr(compiled, "load_extension", lambda _name: None)


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_transforms_are_those_of_scipy(kind: type[np.floating[Any]]) -> None:
    waves = noise(kind)
    spectra = compiled.rfft(waves)
    back = compiled.irfft(spectra)

    assert np.array_equal(spectra, scipy.fft.rfft(waves))
    assert np.array_equal(back, scipy.fft.irfft(spectra))
    assert back.dtype == kind


@pytest.mark.usefixtures("without")
def test_filters_are_those_of_scipy() -> None:
    waves, numerator, denominator = noise(np.float64), np.array([1, 0.5, 0.2]), np.array([1, -0.9])

    found = compiled.filter_linear(numerator, denominator, waves.astype(np.float64))
    assert np.array_equal(found, scipy.signal.lfilter(numerator, denominator, waves))


def test_the_compiled_modules_are_found_and_their_packages_are_not_imported() -> None:
    assert compiled.load_extension.__wrapped__(compiled.FOURIER) is not None
    assert compiled.load_extension.__wrapped__(compiled.FILTERS) is not None
    assert subprocess.run([sys.executable, "-c", USE], cwd=ROOT, check=False).returncode == 0
