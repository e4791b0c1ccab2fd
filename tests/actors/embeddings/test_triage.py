"""Triage: what is not decided is ordered by what the marks teach, and nothing is marked by it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np

from actors.kernel.reply import ask
from actors.messages import embeddings, library
from models.audio.units import SourceId, Ticket
from models.library.action import Action, ActionKind
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.tag import Tag
from models.similarity.query import SimilarityQuery
from models.state.notice import NoticeKind
from models.triage.order import Triage, TriageOrder
from tests.actors.embeddings.ends import PATIENCE, Ends, running


async def mark(ends: Ends, samples: list[Sample], tag: Tag) -> None:
    ends.library.post(library.Mark(tuple(one.id for one in samples), tag))
    await ends.library.done(library.TagsChanged)


async def ordered(
    ends: Ends, triage: Triage, among: SampleIds, ticket: int
) -> embeddings.SimilarFound:
    asked = SimilarityQuery((), triage=triage)
    ends.post(embeddings.FindSimilar(Ticket(ticket), asked, among, 1000))
    return await ends.until(embeddings.SimilarFound)


async def resets(ends: Ends, triage: Triage, among: SampleIds) -> object:
    """Reset triage, undo and redo it; return what the step is said to do."""
    before = await ordered(ends, triage, among, 11)
    ends.library.post(library.ResetTriage(None, None))
    reset = await ends.library.until(library.StepDone)
    ends.library.post(library.ResetTriage(None, None))
    nothing = await ends.library.until(library.NothingDone)
    ends.library.post(library.Undo())
    await ends.library.done(library.TriageReset)
    remembered = await ordered(ends, triage, among, 12)
    ends.library.post(library.Redo())
    await ends.library.done(library.TriageReset)
    assert nothing.notice.kind is NoticeKind.NO_MARK_TEACHES
    assert remembered.answer.ids.array.tolist() == before.answer.ids.array.tolist()
    assert len(remembered.answer.ids)
    return reset.notice.about


async def test_sounds_like_the_kept_ones_come_first(tmp_path: Path, demo_sounds: Path) -> None:
    async with running(tmp_path) as ends:
        await ends.library.add(demo_sounds)
        await ends.embed()
        samples = list(await ends.library.samples())
        among = SampleIds(np.array([one.id for one in samples], np.int64))
        kicks = [one for one in samples if b"/Kicks/" in one.path]
        others = [one for one in samples if b"/Hats/" in one.path or b"/Claps/" in one.path]
        triage = Triage(TriageOrder.KEEP)
        await mark(ends, kicks[:-3], Tag.KEEP)
        early = await ordered(ends, triage, among, 1)
        await mark(ends, others[:-1] + samples[-6:], Tag.TRASH)
        found = await ordered(ends, triage, among, 2)
        turned = await ordered(ends, Triage(TriageOrder.REJECT), among, 3)
        elsewhere = await ordered(ends, Triage(TriageOrder.KEEP, SourceId(999)), among, 4)
        query = partial(embeddings.QueryTriage, triage)
        printed = await ask(ends.inbox.address, query, within=PATIENCE)
        after = {one.id: one.tag for one in await ends.library.samples()}
        about = await resets(ends, triage, among)
        forgotten = await ordered(ends, triage, among, 5)
        await mark(ends, kicks[:1], Tag.NEUTRAL)
        await mark(ends, kicks[:1], Tag.KEEP)
        later = await ordered(ends, triage, among, 6)

    assert "too few" in early.reason
    assert "0 kept and 0 rejected" in elsewhere.reason
    assert about == Action(ActionKind.RESET_TRIAGE, count=len(kicks) - 3 + len(others) + 5)
    assert "0 kept and 0 rejected" in forgotten.reason
    assert "1 kept and 0 rejected" in later.reason  # what is marked again teaches again
    decided = {one.id for one in kicks[:-3] + others[:-1] + samples[-6:]}
    undecided = {one.id for one in samples} - decided
    first = found.answer.ids.array.tolist()
    assert set(first) == undecided == set(turned.answer.ids.array.tolist())
    assert {one.id for one in kicks[-3:]} <= set(first[: len(first) // 3])
    assert first.index(kicks[-1].id) < first.index(others[-1].id)
    assert found.answer.scores.tolist() == sorted(turned.answer.scores.tolist(), reverse=True)
    trained = found.answer.trained
    assert trained is not None
    assert (trained.kept, trained.rejected) == (len(kicks) - 3, len(others) + 5)
    assert 0.5 < trained.right <= 1
    assert len(printed.neighbours) == len(first)
    assert {one for one, tag in after.items() if tag is not Tag.NEUTRAL} == decided
