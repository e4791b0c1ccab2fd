"""Compiled routines of SciPy, without its packages; the only user of SciPy.

`import scipy.fft` takes 0.3 s and 28 MB, `scipy.signal` 0.8 s and 75 MB, of which we need one
compiled module each: 10 ms and 1 MB. These modules are private, so where one is missing or answers
otherwise, the public function is used instead; their results are the same.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOURIER, FILTERS = "scipy.fft._pocketfft.pypocketfft", "scipy.signal._sigtools"

Reals = NDArray[np.floating[Any]]
Complexes = NDArray[np.complexfloating[Any, Any]]


@cache
def load_extension(name: str) -> ModuleType | None:
    """Load a compiled module of SciPy without the packages around it; `None` if it is missing."""
    if name in sys.modules:
        return sys.modules[name]
    import scipy

    _, *packages, _ = name.split(".")
    spec = PathFinder.find_spec(name, [str(Path(scipy.__path__[0], *packages))])
    if spec is None or spec.loader is None:
        return None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rfft(waves: Reals, out: Complexes | None = None) -> Complexes:
    """Return the real FFT along the last axis, in the precision of `waves`.

    Args:
        waves: float32 or float64 [..., frames].
        out: Where to write it; new memory costs as much as the transform itself.

    Returns:
        complex64 or complex128 [..., frames // 2 + 1].
    """
    try:
        found: Complexes = load_extension(FOURIER).r2c(waves, (-1,), True, 0, out, 1)  # type: ignore[union-attr]
    except (ImportError, AttributeError, TypeError):
        from scipy import fft

        found = np.asarray(fft.rfft(waves))
        if out is not None:
            out[...] = found
            found = out
    return found


def irfft(spectra: Complexes) -> Reals:
    """Return the inverse real FFT along the last axis, in the precision of `spectra`.

    Args:
        spectra: complex64 or complex128 [..., bins].

    Returns:
        float32 or float64 [..., 2 * (bins - 1)].
    """
    frames = 2 * (spectra.shape[-1] - 1)
    try:
        found: Reals = load_extension(FOURIER).c2r(spectra, (-1,), frames, False, 2, None, 1)  # type: ignore[union-attr]
    except (ImportError, AttributeError, TypeError):
        from scipy import fft

        found = np.asarray(fft.irfft(spectra))
    return found


def filter_linear(
    numerator: NDArray[np.float64], denominator: NDArray[np.float64], signals: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return signals filtered along the last axis by a rational transfer function, from rest.

    Args:
        numerator: float64 [taps], in powers of the delay.
        denominator: float64 [taps], 2 or more.
        signals: float64 [..., frames].
    """
    try:
        found: NDArray[np.float64] = load_extension(FILTERS)._linear_filter(  # type: ignore[union-attr]  # noqa: SLF001
            numerator, denominator, signals, -1
        )
    except (ImportError, AttributeError, TypeError):
        from scipy import signal

        found = np.asarray(signal.lfilter(numerator, denominator, signals), np.float64)
    return found


def filter_on(
    numerator: NDArray[np.float64],
    denominator: NDArray[np.float64],
    signals: NDArray[np.float64],
    state: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the next part of signals filtered as by `filter_linear`, and the new state.

    Args:
        numerator: float64 [taps], in powers of the delay.
        denominator: float64 [taps], 2 or more.
        signals: float64 [..., frames].
        state: float64 [..., taps - 1]; zeros: at rest.
    """
    try:
        found, state = load_extension(FILTERS)._linear_filter(  # type: ignore[union-attr]  # noqa: SLF001
            numerator, denominator, signals, -1, state
        )
    except (ImportError, AttributeError, TypeError):
        from scipy import signal

        found, state = signal.lfilter(numerator, denominator, signals, zi=state)
    return np.asarray(found, np.float64), np.asarray(state, np.float64)
