"""Serialisation of analysis results between worker and actor: JSON."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from models.analysis.analysis import Analysed, Analysis
from models.analysis.key import parse_key
from models.library.features import SampleFeatures


def pack_analysis(analysis: Analysis, onsets: NDArray[np.float32]) -> bytes:
    """Serialise an analysis.

    Args:
        analysis: Results stored in columns.
        onsets: float32 [count], seconds.
    """
    told = asdict(replace(analysis, key=None))
    told["key"] = analysis.key.name if analysis.key else ""
    told["at"] = [round(float(at), 4) for at in onsets]
    return json.dumps(told).encode()


def unpack_analysis(heard: SampleFeatures) -> Analysed:
    """Deserialise the analysis of a sample, or the reason of its failure."""
    name = os.path.basename(heard.path)  # noqa: PTH119 - bytes
    if heard.reason:
        nothing = Analysis(onsets=0)
        return Analysed(heard.sample, heard.token, name, nothing, b"", heard.reason)
    told = cast("dict[str, Any]", json.loads(heard.features))
    onsets = np.array(told["at"], "<f4").tobytes()
    analysis = Analysis(
        told["tempo"],
        told["tempo_confidence"],
        parse_key(told["key"]),
        told["key_confidence"],
        told["loudness"],
        told["onsets"],
        told["other_tempo"],
        told["other_confidence"],
    )
    return Analysed(heard.sample, heard.token, name, analysis, onsets)
