"""Law: after marks, removals and undo, the library equals a plain model."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import trio
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.messages import library
from models.audio.units import SampleId, SourceId
from models.library.action import Action, ActionKind
from models.library.tag import Tag
from models.state.notice import Notice, NoticeKind
from tests.actors.library.ends import Ends, changed_tags, running
from tests.actors.library.history.stored import stored

SOURCES = (1, 1, 1, 2, 2)
"""Of samples 1 to 5."""
Deed = library.Mark | library.Undo | library.Redo | library.RemoveSource | None
Tags = dict[SampleId, Tag]

marks = st.builds(
    library.Mark,
    st.lists(st.integers(1, len(SOURCES)).map(SampleId), min_size=1, unique=True).map(tuple),
    st.sampled_from(Tag),
)
deeds = st.lists(
    st.one_of(
        marks,
        marks,
        st.just(library.Undo()),
        st.just(library.Redo()),
        st.sampled_from((1, 2)).map(SourceId).map(library.RemoveSource),
        st.none(),  # close and open again
    ),
    max_size=14,
)


@dataclass
class Step:
    """Expected effect of a step: on marks, or on a source."""

    action: Action
    before: Tags = field(default_factory=Tags)
    after: Tags = field(default_factory=Tags)
    source: SourceId | None = None


@dataclass
class Model:
    """Expected state of the library."""

    tags: Tags = field(
        default_factory=lambda: {SampleId(n): Tag.NEUTRAL for n in range(1, len(SOURCES) + 1)}
    )
    removed: set[SourceId] = field(default_factory=set[SourceId])
    done: list[Step] = field(default_factory=list[Step])
    undone: list[Step] = field(default_factory=list[Step])

    def obey(self, deed: Deed) -> Tags | type[library.Event]:
        """Return the tags that should be told, or else what should be."""
        match deed:
            case library.Mark():
                return self._mark(deed)
            case library.Undo():
                return self._turn(self.done, self.undone, "before")
            case library.Redo():
                return self._turn(self.undone, self.done, "after")
            case library.RemoveSource(source=source) if source in self.removed:
                return library.LibraryFailed
            case library.RemoveSource(source=source):
                self.done.append(Step(Action(ActionKind.REMOVE_SOURCE, str(source)), source=source))
                self.undone.clear()
                self.removed.add(source)
                return library.SourcesListed
            case None:
                return {}

    def shown(self) -> Tags:
        """Return the tags of the samples that are in the library."""
        return {
            sample: tag
            for sample, tag in self.tags.items()
            if SOURCES[sample - 1] not in self.removed
        }

    def ahead(self) -> library.HistoryChanged:
        """Return what undo and redo should be called."""
        return library.HistoryChanged(
            self.done[-1].action if self.done else None,
            self.undone[-1].action if self.undone else None,
        )

    def _mark(self, order: library.Mark) -> Tags:
        there = [sample for sample in order.samples if sample in self.tags]
        opposite = order.tag != 0 and all(self.tags[sample] == -order.tag for sample in there)
        tag = Tag.NEUTRAL if opposite else order.tag
        after = {sample: tag for sample in there if self.tags[sample] != tag}
        if after:
            kinds = {
                Tag.KEEP: ActionKind.KEEP,
                Tag.TRASH: ActionKind.REJECT,
                Tag.NEUTRAL: ActionKind.CLEAR_MARK,
            }
            one = len(after) == 1
            action = Action(kinds[tag], *((f"{min(after)}.wav",) if one else ("", len(after))))
            before = {sample: self.tags[sample] for sample in after}
            self.done.append(Step(action, before, after))
            self.undone.clear()
            self.tags |= after
        return after

    def _turn(
        self, here: list[Step], there: list[Step], side: str
    ) -> Tags | type[library.SourcesListed]:
        if not here:
            return {}
        there.append(step := here.pop())
        if step.source is not None:
            (self.removed.remove if side == "before" else self.removed.add)(step.source)
            return library.SourcesListed
        tags: Tags = getattr(step, side)
        self.tags |= tags
        return tags


@given(deeds)
@settings(max_examples=60)
def test_tags_and_steps_are_those_of_a_plain_model(deeds: Sequence[Deed]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stored(Path(folder) / "library.db", SOURCES)
        trio.run(_live, Path(folder), deeds)


async def _live(folder: Path, deeds: Sequence[Deed]) -> None:
    model, left = Model(), list(deeds)
    while True:  # once for every time it is opened
        async with running(folder) as ends:
            reported = await ends.until(library.HistoryChanged)
            assert reported == model.ahead()
            while left and (deed := left.pop(0)) is not None:
                reported = await _done(ends, deed, model, reported)
            assert {one.id: one.tag for one in await ends.samples()} == model.shown()
        if not left:
            return


async def _done(
    ends: Ends, deed: Deed, model: Model, reported: library.HistoryChanged
) -> library.HistoryChanged:
    assert deed is not None
    ends.post(deed)
    expected = model.obey(deed)
    if isinstance(expected, dict):
        done = await ends.outcome()
        assert (changed_tags(done) if isinstance(done, library.StepDone) else {}) == expected
    else:  # obeyed beside the others
        await ends.until(expected)
    heard = [event for event in ends.heard if isinstance(event, library.HistoryChanged)]
    reported = heard[-1] if heard else reported
    assert {one.id: one.tag for one in await ends.samples()} == model.shown()
    while (event := ends.events.take_nowait()) is not None:
        reported = event if isinstance(event, library.HistoryChanged) else reported
    with trio.fail_after(60):
        while reported != model.ahead():  # decisions about sources are carried out beside
            event = await ends.events.receive()
            reported = event if isinstance(event, library.HistoryChanged) else reported
    return reported


async def test_undo_is_not_named_after_a_step_that_was_forgotten(tmp_path: Path) -> None:
    stored(tmp_path / "library.db", (1, 2))
    async with running(tmp_path) as ends:
        await ends.until(library.HistoryChanged)
        for sample, tag in ((1, Tag.KEEP), (2, Tag.TRASH)):
            ends.post(library.Mark((SampleId(sample),), tag))
            await ends.until(library.HistoryChanged)
        ends.post(library.Forget(b"/absent/2", confirmed=True))
        reported = await ends.until(library.HistoryChanged)
        ends.post(library.Undo())
        undone = await ends.done(library.TagsChanged)

    assert reported == library.HistoryChanged(Action(ActionKind.KEEP, "1.wav"), None)
    assert undone == library.StepDone(
        Notice(NoticeKind.UNDONE, about=Action(ActionKind.KEEP, "1.wav")),
        library.TagsChanged({SampleId(1): Tag.NEUTRAL}),
        undone=True,
    )
