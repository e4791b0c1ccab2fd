"""Cache of pairs that are not duplicates, kept between searches.

Only of those. A content token does not cover the middle of a file, so a verdict on two files may
apply to others: such a pair is then missed. If proofs were cached as well, a file could be called a
copy that is none.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from loguru import logger
from numpy.typing import NDArray

from actors.media.whole_file import replace_file
from models.duplicates.proof import RULE
from models.library.sample import Sample

NAME = "ruled out.npz"
_SIZE = 8
"""Bytes of a pair's hash: among a million pairs, a collision occurs once in thirty million times.

Source: birthday bound, (10^6)^2 / 2 / 2^64.
"""

Pair = tuple[Sample, Sample]
Names = NDArray[np.uint64]
"""uint64 [pairs]; 0: no name, as a file was not read."""


class RuledOut:
    """Cache file, which may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def known(self, names: Names) -> NDArray[np.bool_]:
        """Return for each pair whether it was ruled out."""
        known: NDArray[np.bool_] = np.isin(names, self._kept()) & (names != 0)
        return known

    def keep(self, names: Names) -> None:
        """Store these pairs, replacing all others."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with replace_file(self._path) as file:
                np.savez(file, rule=np.array(RULE), names=np.unique(names[names != 0]))
        except OSError as error:
            logger.warning("cannot store the pairs that are no duplicates: {}", error)

    def _kept(self) -> Names:
        none = np.zeros(0, np.uint64)
        try:
            with np.load(io.BytesIO(self._path.read_bytes()), allow_pickle=False) as kept:
                return kept["names"].astype(np.uint64) if str(kept["rule"]) == RULE else none
        except FileNotFoundError:
            return none
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, pairs are tested anew
            logger.warning("cannot read the pairs that are no duplicates: {}", error)
            return none


def pair_names(pairs: Sequence[Pair]) -> Names:
    """Return a hash of each pair's contents, independent of their order."""
    return np.array([_name(one.token, other.token) for one, other in pairs], np.uint64)


def _name(one: bytes, other: bytes) -> int:
    if not one or not other:
        return 0
    both = min(one, other) + max(one, other)
    return int.from_bytes(blake2b(both, digest_size=_SIZE).digest(), "big")
