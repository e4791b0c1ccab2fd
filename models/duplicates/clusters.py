"""Group proven pairs of duplicates."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from models.audio.units import Decibels, SampleId
from models.duplicates.group import Group, Kind, Member
from models.duplicates.merit import merits, quality
from models.duplicates.null_test import DEEPEST
from models.duplicates.proof import SAME, Proof, proven_kind
from models.library.sample import Sample
from models.library.tag import Tag

Pair = tuple[SampleId, SampleId]
Proofs = Mapping[Pair, Proof]
"""Null test outcomes by pair, for pairs that are the same sound or likely so."""


def duplicate_groups(exact: Sequence[tuple[Sample, ...]], proofs: Proofs) -> tuple[Group, ...]:
    """Return the groups of duplicates, ordered by the path of their best file.

    Each member is proven against the best of its group: a duplicate of a duplicate forms another
    group.

    Args:
        exact: All samples, those of identical content together.
        proofs: By any sample of each content.
    """
    ordered = sorted(map(rank_copies, exact), key=best_order)
    firsts = {copies[0].id: copies[0] for copies in ordered}
    place = {one: number for number, one in enumerate(firsts)}
    first_of = {one.id: copies[0].id for copies in ordered for one in copies}
    known = {(first_of[one], first_of[other]): proof for (one, other), proof in proofs.items()}
    directed = {
        (one, other) if place[one] < place[other] else (other, one): proof
        for (one, other), proof in known.items()
    }
    kinds = {
        pair: kind
        for pair, proof in directed.items()
        if (kind := proven_kind(firsts[pair[0]], firsts[pair[1]], proof)) is not None
    }
    equals = {pair for pair in kinds if _equal(firsts[pair[0]], firsts[pair[1]])}
    best_of = _joined(kinds, directed, place, equals)
    # A likely duplicate may be led by one whose name alone is lesser.
    directed |= {(other, one): proof for (one, other), proof in directed.items()}
    kinds |= {(other, one): kind for (one, other), kind in kinds.items()}
    joined: dict[SampleId, list[Pair]] = {}
    for other, best in best_of.items():
        joined.setdefault(best, []).append((best, other))
    equal = {copies[0].id: copies for copies in ordered}
    found: list[Group] = []
    for best in firsts:
        if best in best_of:
            continue
        members = list(_members(equal[best], Kind.EXACT, None, 0))
        members[0] = replace(members[0], kind=Kind.BEST)
        pairs = sorted(joined.get(best, ()), key=lambda pair: directed[pair].left)
        for number, pair in enumerate(pairs, 1):
            left = directed[pair].left
            null = left if left > DEEPEST else None
            members += _members(equal[pair[1]], kinds[pair], null, number)
        if len(members) > 1:
            found.append(Group(tuple(members)))
    return tuple(sorted(found, key=lambda group: group.members[0].path))


def _joined(
    kinds: Mapping[Pair, Kind],
    proofs: Proofs,
    place: Mapping[SampleId, int],
    equals: Collection[Pair],
) -> dict[SampleId, SampleId]:
    """Return the best sample of each sample that joins a group.

    Proven pairs come first. A likely duplicate joins one group at most, the one with the lowest
    residual, and only if it leads no group itself: its own members were never compared with that
    best sample. If it does, the other one joins its group, unless its sound is better.
    """
    best_of: dict[SampleId, SampleId] = {}
    for best, other in sorted(kinds, key=lambda pair: (place[pair[0]], place[pair[1]])):
        if kinds[best, other] is Kind.NEAR and best not in best_of:
            best_of.setdefault(other, best)
    leading = set(best_of.values())
    # Residuals close to zero all mean the same sound: the best of all leads them.
    for best, other in sorted(kinds, key=lambda pair: _weakness(proofs[pair], place[pair[0]])):
        if kinds[best, other] is not Kind.LIKELY or best in best_of or other in best_of:
            continue
        if other not in leading:
            best_of[other] = best
            leading.add(best)
        elif best not in leading and (best, other) in equals:
            best_of[best] = other
    return best_of


def _weakness(proof: Proof, place: int) -> tuple[bool, float, float]:
    weak = proof.left > SAME
    return weak, proof.left if weak else place, proof.left


def _members(
    copies: tuple[Sample, ...], kind: Kind, null: Decibels | None, content: int
) -> tuple[Member, ...]:
    return tuple(
        Member(
            one.id,
            one.path,
            kind,
            null,
            content,
            token=one.token,
            tag=one.tag,
            merits=merits(one),
        )
        for one in copies
    )


def _equal(one: Sample, other: Sample) -> bool:
    """Return whether nothing but their names tells two files apart, and their lengths."""
    return quality(one)[:-1] == quality(other)[:-1]


def rank_copies(copies: Sequence[Sample]) -> tuple[Sample, ...]:
    """Order byte-identical files, the one to keep first.

    They sound the same: kept ones come before unmarked ones, those before rejected ones; then
    their merits decide, at last their paths.
    """
    if len(copies) == 1:
        return tuple(copies)
    return tuple(sorted(copies, key=lambda one: (-one.tag, merits(one), one.path)))


def best_order(copies: Sequence[Sample]) -> tuple[object, ...]:
    """Return a sort key of contents, each in some files, better ones first.

    Rejected and unreadable files come last.
    """
    best = rank_copies(copies)[0]
    return best.tag is Tag.TRASH, merits(best), best.path
