"""The law: no group is ever left without a file that is there and not rejected."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from models.audio.units import Decibels, SampleId
from models.duplicates.group import Group, Kind, Member, count_surplus
from models.duplicates.link_names import Name, separate_link_names
from models.duplicates.survivor import Choice, Condition, best_member, choose_survivor
from models.library.tag import Tag

KINDS = (Kind.EXACT, Kind.NEAR, Kind.LIKELY)


@dataclass
class ClipCache:
    """Files of one group on a disk: who is marked, who is gone, and what was done last."""

    group: Group
    tags: dict[SampleId, Tag]
    there: dict[SampleId, bool]
    done: list[dict[SampleId, Tag]] = field(default_factory=list)
    """Marks before each step."""

    @property
    def now(self) -> dict[SampleId, Condition]:
        return {one: Condition(tag, self.there[one]) for one, tag in self.tags.items()}

    def carry_out(self, made: Choice | None) -> None:
        if made is not None:
            self.done.append(dict(self.tags))
            self.tags |= dict.fromkeys(made.rejected, Tag.TRASH)
            self.tags |= dict.fromkeys(made.cleared, Tag.NEUTRAL)

    def undo(self) -> None:
        if self.done:
            self.tags = self.done.pop()

    def delete_rejected(self) -> None:
        """Delete what is rejected, under all its names; a link whose file goes leads nowhere."""
        gone = {one for one, tag in self.tags.items() if tag is Tag.TRASH}
        for one in self.group.members:
            real = [name for name in self.group.names(one) if not name.link]
            lost = one.link and any(name.sample in gone for name in real)
            self.there[one.sample] &= one.sample not in gone and not lost

    def survivors(self) -> list[Member]:
        """Return what is there, can be read, is not rejected, and leads to nothing rejected."""
        return [
            one
            for one in self.group.members
            if self.there[one.sample]
            and self.tags[one.sample] is not Tag.TRASH
            and not (
                one.link
                and any(
                    self.tags[name.sample] is Tag.TRASH
                    for name in self.group.names(one)
                    if not name.link
                )
            )
        ]


@st.composite
def groups(draw: st.DrawFn) -> Group:
    """Return a group of some contents, each in some files, each under some names."""
    members: list[Member] = []
    names: dict[SampleId, Name] = {}
    inode = 0
    for content in range(draw(st.integers(1, 3))):
        kind = Kind.EXACT if not content else draw(st.sampled_from(KINDS[1:]))
        for _ in range(draw(st.integers(1, 3))):
            inode += 1
            for number in range(draw(st.integers(1, 3))):
                one = SampleId(len(members) + 1)
                link = number > 0 and draw(st.booleans())
                null = Decibels(-70.0) if content else None
                members.append(Member(one, b"/%d" % one, kind, null, content))
                names[one] = Name(1, inode, link)
    if len(members) == 1:
        members.append(Member(SampleId(2), b"/2", Kind.EXACT))
        names[SampleId(2)] = Name(1, 99)
    members[0] = replace(members[0], kind=Kind.BEST)
    (group,) = separate_link_names([Group(tuple(members))], names)
    return group


ACTS = st.sampled_from(["best", "one", "mark", "undo", "redo", "delete"])


@st.composite
def shelves(draw: st.DrawFn) -> ClipCache:
    group = draw(groups())
    ids = [one.sample for one in group.members]
    tags = {one: draw(st.sampled_from(Tag)) for one in ids}
    there = {one: draw(st.sampled_from([True, True, True, False])) for one in ids}
    return ClipCache(group, tags, there)


@given(
    shelves(),
    st.lists(st.tuples(ACTS, st.integers(0, 99), st.sampled_from(Tag)), max_size=8),
    st.data(),
)
def test_what_is_decided_for_a_group_always_leaves_a_survivor(
    cache: ClipCache, acts: list[tuple[str, int, Tag]], data: st.DataObject
) -> None:
    ids = [one.sample for one in cache.group.members]
    for act, number, tag in acts:
        one = ids[number % len(ids)]
        listed = data.draw(st.sets(st.sampled_from(ids)))
        before = dict(cache.tags)
        match act:
            case "best" | "one":
                kept = one if act == "one" else None
                made = choose_survivor(cache.group, cache.now, listed, kept)
                had = cache.survivors()
                cache.carry_out(made)
                if made is not None:
                    assert made.kept in {left.sample for left in cache.survivors()}
                    assert set(made.rejected) <= listed - {made.kept}
                    assert all(cache.there[gone] for gone in made.rejected)
                elif had:
                    assert cache.survivors()
                if act == "best":
                    _only_what_is_sure(cache.group, made, before)
            case "mark":
                cache.done.append(before)
                cache.tags[one] = tag
            case "undo":
                cache.undo()
            case "delete":
                had_one = bool(cache.survivors())
                cache.delete_rejected()
                cache.done.clear()
                assert bool(cache.survivors()) is had_one, (
                    "deleting what is rejected takes no other"
                )


def _only_what_is_sure(group: Group, made: Choice | None, before: dict[SampleId, Tag]) -> None:
    """What is perhaps a copy, kept, or a name of what is kept is never rejected with many."""
    if made is None:
        return
    kept = group.member(made.kept)
    assert kept is not None
    for gone in made.rejected:
        other = group.member(gone)
        assert other is not None
        assert before[gone] is Tag.NEUTRAL
        assert other.file != kept.file
        assert other.kind is not Kind.LIKELY or other.content == kept.content
    if before[made.kept] is Tag.TRASH:
        assert made.cleared[0] == made.kept


def exact(*numbers: int) -> Group:
    kinds = (Kind.BEST, *[Kind.EXACT] * (len(numbers) - 1))
    pairs = zip(numbers, kinds, strict=True)
    return Group(tuple(Member(SampleId(one), b"/%d" % one, kind, file=one) for one, kind in pairs))


def test_names_of_one_file_are_no_files_too_many() -> None:
    group = exact(1, 2, 3)
    names = {SampleId(1): Name(1, 7, link=True), SampleId(2): Name(1, 7), SampleId(3): Name(1, 7)}
    (reported,) = separate_link_names([group], names)

    assert [(one.sample, one.kind) for one in reported.members] == [
        (2, Kind.BEST),  # the real name comes before the link
        (3, Kind.LINK),
        (1, Kind.LINK),
    ]
    assert reported.kind is Kind.LINK
    surplus = count_surplus([reported])
    assert (surplus.sure, surplus.perhaps, surplus.names) == (0, 0, 2)
    now = dict.fromkeys(map(SampleId, (1, 2, 3)), Condition())
    assert choose_survivor(reported, now, set(now)) is None
    assert choose_survivor(reported, now, set(now), SampleId(1)) is None


def test_a_file_with_two_names_counts_once_and_goes_under_both() -> None:
    names = {SampleId(1): Name(1, 7), SampleId(2): Name(1, 8), SampleId(3): Name(1, 8, link=True)}
    (reported,) = separate_link_names([exact(1, 2, 3)], names)
    now = dict.fromkeys(names, Condition())

    assert (count_surplus([reported]).sure, count_surplus([reported]).names) == (1, 1)
    assert choose_survivor(reported, now, set(now)) == Choice(
        SampleId(1), (SampleId(2), SampleId(3)), ()
    )


def test_who_is_not_there_any_more_is_in_no_group() -> None:
    assert separate_link_names([exact(1, 2)], {SampleId(1): Name(1, 7)}) == ()
    names = {SampleId(one): Name(1, one) for one in (2, 3)}
    (reported,) = separate_link_names([exact(1, 2, 3)], names)
    assert [one.kind for one in reported.members] == [Kind.BEST, Kind.EXACT]


def test_a_link_to_what_is_rejected_is_not_the_best() -> None:
    names = {SampleId(1): Name(1, 7), SampleId(2): Name(1, 7, link=True), SampleId(3): Name(1, 8)}
    (reported,) = separate_link_names([exact(1, 2, 3)], names)
    now = dict.fromkeys(names, Condition()) | {SampleId(1): Condition(Tag.TRASH)}
    kept = best_member(reported, now)

    assert kept is not None
    assert kept.sample == 3
    asked = choose_survivor(reported, now, set(now), SampleId(2))
    assert asked == Choice(SampleId(2), (SampleId(3),), (SampleId(1),))
