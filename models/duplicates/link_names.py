"""Members of a group that are names of one file: hard links and symbolic links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from models.audio.units import SampleId
from models.duplicates.group import Group, Kind, Member


@dataclass(frozen=True, slots=True)
class Name:
    """Target of a path."""

    device: int
    inode: int
    link: bool = False
    """It is a symbolic link, or below one."""


def separate_link_names(
    groups: Iterable[Group], names: Mapping[SampleId, Name]
) -> tuple[Group, ...]:
    """Return the groups with names of one file marked; real names come before links.

    Args:
        groups: Proven groups.
        names: Of all members that exist; others are dropped, and groups with a single member left.
    """
    found = (_separate(group, names) for group in groups)
    return tuple(group for group in found if group is not None)


def _separate(group: Group, names: Mapping[SampleId, Name]) -> Group | None:
    there = [one for one in group.members if one.sample in names]
    if len(there) <= 1 or there[0].content != group.members[0].content:
        return None  # the others were compared with a file that is gone
    numbers: dict[tuple[int, int], int] = {}
    members: list[Member] = []
    for one in there:
        name = names[one.sample]
        number = numbers.setdefault((name.device, name.inode), len(numbers) + 1)
        members.append(replace(one, file=number, link=name.link))
    place = {one.sample: at for at, one in enumerate(members)}
    members.sort(key=lambda one: (one.content, -one.tag, one.link, place[one.sample]))
    best = members[0]
    return Group(tuple(replace(one, kind=_kind(one, best)) for one in members))


def _kind(one: Member, best: Member) -> Kind:
    if one is best:
        return Kind.BEST
    if one.file == best.file:
        return Kind.LINK
    return Kind.EXACT if one.content == best.content else one.kind
