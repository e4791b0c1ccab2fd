"""Features of a sample."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId

EARLIER_MODEL, EARLIER_BYTES = "aisfx-1", 426
"""Model whose features have become more, and how long those of its first version are.

Sounds with these serve until they are heard again. `data/schema/0026.sql` has an index of them.
"""


@dataclass(frozen=True, slots=True)
class SampleFeatures:
    """Features of a sample, as an embedding model computed them."""

    sample: SampleId
    path: bytes
    token: bytes
    """Content name of the analysed content."""
    features: bytes
    """Encoded by the model; empty: none."""
    reason: str = ""
    """Why there are none."""
    transient: bool = False
    """The failure is transient, such as an unmounted drive, and will be retried."""


@dataclass(frozen=True, slots=True)
class StoredFeatures:
    """Features of a sample as the library stores them."""

    sample: SampleId
    token: bytes
    """Content name of the analysed content, which is the current one."""
    features: bytes
    """Encoded by the model."""
