"""What replies of workers must hold before they go any further."""

from __future__ import annotations

import json
from typing import Any, cast

import numpy as np

from actors.embeddings.analysis.answer import unpack_analysis
from actors.embeddings.duplicates.worker import FIELDS, PRINT, PROOF
from actors.embeddings.executor import Work
from actors.embeddings.reply import EMBEDDED, FAILED, UNUSABLE
from models.audio.units import SampleId
from models.duplicates.fingerprint import unpack_fingerprint
from models.library.features import SampleFeatures

MOST = 1 << 16
"""Maximum bytes of the features of a sound."""
REASON = 2_000
"""Maximum bytes of a reason."""


def is_valid(work: Work, reply: bytes) -> bool:
    """Return whether a reply holds what such work yields, or a reason."""
    if reply.startswith((FAILED, UNUSABLE)):
        return len(reply) <= REASON
    try:
        match work:
            case Work.EMBED:
                return reply.startswith(EMBEDDED) and _is_features(reply[1:])
            case Work.ANALYSE:
                return reply.startswith(EMBEDDED) and _is_analysis(reply[1:])
            case Work.COMPARE:
                if reply.startswith(PROOF):
                    return len(reply) == 1 + FIELDS.size
                if not reply.startswith(PRINT):
                    return False
                found = unpack_fingerprint(reply[1:])
                same = found.each.shape == found.mean.shape
                return same and bool(
                    np.isfinite(found.each).all() and np.isfinite(found.mean).all()
                )
            case Work.INSIDE:  # never asked of workers elsewhere
                return False
    except Exception:  # noqa: BLE001 - a border: whatever it is, it is not a result
        return False


def _is_features(content: bytes) -> bool:
    if not content or len(content) > MOST or len(content) % 2:
        return False
    return bool(np.isfinite(np.frombuffer(content, "<f2")).all())


def _is_analysis(content: bytes) -> bool:
    found = unpack_analysis(SampleFeatures(SampleId(0), b"", b"", content))
    fields = cast("dict[str, Any]", json.loads(content))
    numbers = ("tempo", "tempo_confidence", "key_confidence", "loudness", "onsets")
    values = [fields[name] for name in (*numbers, "other_tempo", "other_confidence")]
    plain = all(one is None or _is_number(one) for one in values)
    times = np.frombuffer(found.onsets, "<f4")
    return plain and bool(np.isfinite(times).all()) and len(times) == fields["onsets"]


def _is_number(value: object) -> bool:
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return known and bool(np.isfinite(cast("float", value)))
