"""What belongs together, by pairs that do."""

from __future__ import annotations

from collections import defaultdict


class Joined:
    """Sets of numbers that grow together.

    Source: disjoint sets with path halving (Tarjan, van Leeuwen 1984).
    """

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def join(self, one: int, other: int) -> None:
        """Let two belong together, with all that belong to either."""
        self._above[self._top(one)] = self._top(other)

    def are_joined(self, one: int, other: int) -> bool:
        """Tell whether two belong together."""
        return self._top(one) == self._top(other)

    def all_sets(self) -> list[list[int]]:
        """Return the sets of all that were joined, each in order, by their least."""
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
