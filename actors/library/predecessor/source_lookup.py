"""Source lookup by path: our sources never overlap, the predecessor's could."""

from __future__ import annotations

import os
from collections.abc import Iterable


class SourceLookup:
    """Roots of all present and planned sources."""

    def __init__(self, known: Iterable[bytes]) -> None:
        self._known = frozenset(known)
        self._new: dict[bytes, None] = {}

    @property
    def new(self) -> frozenset[bytes]:
        """Roots to become sources."""
        return frozenset(self._new)

    def claim(self, roots: Iterable[bytes]) -> tuple[bytes, ...]:
        """Add roots; return those that cannot be sources because a known one lies inside."""
        refused: list[bytes] = []
        wanted = [root for root in dict.fromkeys(roots) if self.holder(root) is None]
        # Outermost first: nested roots need no source of their own.
        for root in sorted(wanted, key=len):
            if self.holder(root) is not None:
                continue
            if any(_inside(held, root) for held in (*self._known, *self._new)):
                refused.append(root)
            else:
                self._new[root] = None
        return tuple(refused)

    def holder(self, path: bytes) -> bytes | None:
        """Return the root that equals or contains `path`; `None` if none does."""
        while path:
            if path in self._known or path in self._new:
                return path
            path, before = os.path.dirname(path), path
            if path == before:
                break
        return None


def _inside(path: bytes, folder: bytes) -> bool:
    return path.startswith(os.path.join(folder, b"")) and path != folder
