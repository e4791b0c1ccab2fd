"""Which file of a group survives, and which others can be rejected.

Invariant: a decision for a group never leaves it without a file that exists, can be reached and
read, still holds the compared content, and is not rejected.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from models.audio.units import SampleId
from models.duplicates.group import Group, Kind, Member
from models.duplicates.merit import Merit, first_merit
from models.library.tag import Tag


@dataclass(frozen=True, slots=True)
class Condition:
    """Current state of a file."""

    tag: Tag = Tag.NEUTRAL
    there: bool = True
    """It exists, can be reached and read, and holds the compared content."""


Conditions = Mapping[SampleId, Condition]
"""By member; a missing entry means the file is not there."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Decision for a group."""

    kept: SampleId
    rejected: tuple[SampleId, ...]
    cleared: tuple[SampleId, ...]
    """Rejected files to unmark: the kept one, and the file that it links to."""


def best_member(group: Group, now: Conditions) -> Member | None:
    """Return the best member that can be kept; `None` if none can.

    Chosen among members that are not rejected; if all are, among all. Of byte-identical files,
    those marked as kept come first.
    """
    able = [one for one in group.members if _there(one, now) and not _leads_away(group, one, now)]
    wanted = [one for one in able if now[one.sample].tag is not Tag.TRASH] or able
    if not wanted:
        return None
    equal = [one for one in wanted if one.content == wanted[0].content]
    return max(equal, key=lambda one: now[one.sample].tag)


def best_merit(group: Group, now: Conditions) -> Merit | None:
    """Return why the best member is preferred to the next one; `None`: nothing tells them apart.

    The next one is the best of the other identical files; without any, the best of all others.
    Other names of the best file are left out.
    """
    best = best_member(group, now)
    if best is None:
        return None
    taken = {best.sample, *(name.sample for name in group.names(best))}
    others = [one for one in group.members if one.sample not in taken and _there(one, now)]
    others = [one for one in others if one.content == best.content] or others
    wanted = [one for one in others if now[one.sample].tag is not Tag.TRASH]
    if not wanted:
        return Merit.UNREJECTED if others and now[best.sample].tag is not Tag.TRASH else None
    tag = now[best.sample].tag
    if tag is Tag.KEEP and all(now[one.sample].tag is not Tag.KEEP for one in wanted):
        return Merit.KEPT
    rivals = [one for one in wanted if now[one.sample].tag is tag] or wanted
    rival = next((one for one in rivals if not one.link), None)
    if rival is None:
        return None if best.link else Merit.REAL
    return first_merit(best.merits, rival.merits)


def choose_survivor(
    group: Group, now: Conditions, listed: Collection[SampleId], kept: SampleId | None = None
) -> Choice | None:
    """Return what to keep and reject of a group; `None`: nothing changes.

    Other names of the kept file are left alone: removing them frees no space.

    Args:
        group: The group.
        now: State of its members.
        listed: Samples visible to the user; nothing else is rejected.
        kept: Member the user wants to keep; all other listed ones are rejected. `None`: keep the
            best, reject only what it certainly contains, and spare files marked as kept.
    """
    one = best_member(group, now) if kept is None else group.member(kept)
    if one is None or one.sample not in listed or not _there(one, now):
        return None
    others = [
        other
        for other in group.members
        if other.sample in listed
        and other.sample != one.sample
        and not (one.file and other.file == one.file)
        and _there(other, now)
        and now[other.sample].tag is not Tag.TRASH
    ]
    if kept is None:
        others = [
            other
            for other in others
            if not _wanted(group, other, now) and _holds(group, one, other)
        ]
    names = group.names(one) if one.link else ()
    cleared = tuple(
        name.sample
        for name in (one, *names)
        if name.sample in now and now[name.sample].tag is Tag.TRASH
    )
    rejected = tuple(other.sample for other in others)
    return Choice(one.sample, rejected, cleared) if rejected or cleared else None


def _there(one: Member, now: Conditions) -> bool:
    return one.sample in now and now[one.sample].there


def _leads_away(group: Group, one: Member, now: Conditions) -> bool:
    """Return whether a link points to a file that is rejected under its real name."""
    real = (name for name in group.names(one) if not name.link and name.sample in now)
    return one.link and any(now[name.sample].tag is Tag.TRASH for name in real)


def _wanted(group: Group, one: Member, now: Conditions) -> bool:
    """Return whether a file is marked as kept under any of its names."""
    names = (one, *group.names(one))
    return any(name.sample in now and now[name.sample].tag is Tag.KEEP for name in names)


def _holds(group: Group, one: Member, other: Member) -> bool:
    """Return whether one file provably contains all of another's sound."""
    if one.content == other.content:
        return True
    # All members are compared with the first of the group only.
    return one.content == group.members[0].content and other.kind is Kind.NEAR
