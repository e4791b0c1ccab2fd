"""What changed in the vectors of a model, and the file that holds most of them."""

from __future__ import annotations

from dataclasses import dataclass

from models.library.features import StoredFeatures
from models.library.samples import SampleIds


@dataclass(frozen=True, slots=True)
class VectorFile:
    """The file of vectors of a model, as the database knows it."""

    name: str
    """Drawn by lot for each file, so that no other is taken for it."""
    number: int
    """Last change of the vectors that it contains."""
    count: int
    """Sounds."""
    checksum: int
    """CRC-32 of the content."""
    space: str
    """Digest of what projected the features, apart from the statistics below."""
    measured: int
    """Sounds that the statistics were measured on."""
    mean: bytes
    """`<f4` [features]."""
    spread: bytes
    """`<f4` [features], standard deviations."""
    earlier: int = 1
    """1: made of the features alone that all versions have; 0: of all."""


@dataclass(frozen=True, slots=True)
class VectorChanges:
    """Changes since a state of the vectors, or since the file, if the state began with another."""

    file: VectorFile | None
    """The file that is valid now; `None`: there is none."""
    number: int
    """Last change of all."""
    changed: tuple[StoredFeatures, ...] = ()
    """Features that were added or replaced, by sample."""
    gone: SampleIds = SampleIds()
    """Samples that have none any more."""
    visibility: int = 0
    hidden: SampleIds | None = None
    """Samples that are missing or whose source is offline; `None`: the state knows them."""
    earlier: bool = False
    """Whether a sample that is not hidden has features of an earlier version only."""

    @property
    def none(self) -> bool:
        """Whether nothing changed but the numbers of the state."""
        return not self.changed and not len(self.gone) and self.hidden is None
