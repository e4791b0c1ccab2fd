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
    fields = asdict(replace(analysis, key=None))
    fields["key"] = analysis.key.name if analysis.key else ""
    fields["at"] = [round(float(at), 4) for at in onsets]
    return json.dumps(fields).encode()


def unpack_analysis(result: SampleFeatures) -> Analysed:
    """Deserialise the analysis of a sample, or the reason of its failure."""
    name = os.path.basename(result.path)  # noqa: PTH119 - bytes
    if result.reason:
        nothing = Analysis(onsets=0)
        return Analysed(result.sample, result.token, name, nothing, b"", result.reason)
    fields = cast("dict[str, Any]", json.loads(result.features))
    onsets = np.array(fields["at"], "<f4").tobytes()
    analysis = Analysis(
        fields["tempo"],
        fields["tempo_confidence"],
        parse_key(fields["key"]),
        fields["key_confidence"],
        fields["loudness"],
        fields["onsets"],
        fields["other_tempo"],
        fields["other_confidence"],
    )
    return Analysed(result.sample, result.token, name, analysis, onsets)
