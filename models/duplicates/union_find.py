"""Union-find: disjoint sets of numbers."""

from __future__ import annotations

from collections import defaultdict


class Joined:
    """Disjoint sets with path halving.

    Source: Tarjan, van Leeuwen 1984.
    """

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def join(self, one: int, other: int) -> None:
        """Merge the sets of two numbers."""
        self._above[self._top(one)] = self._top(other)

    def are_joined(self, one: int, other: int) -> bool:
        """Return whether two numbers are in one set."""
        return self._top(one) == self._top(other)

    def all_sets(self) -> list[list[int]]:
        """Return the sets, each sorted, ordered by their smallest number."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for one in sorted(self._above):
            found[self._top(one)].append(one)
        return list(found.values())

    def _top(self, one: int) -> int:
        above = self._above
        above.setdefault(one, one)
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one
