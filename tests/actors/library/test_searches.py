"""Saved searches in the library: saved, renamed, removed, and each of it undone and redone."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from actors.kernel.reply import ask
from actors.messages import library
from models.library.query import Query
from models.similarity.query import SimilarityQuery
from models.similarity.saved_search import Question, SearchId
from models.state.notice import NoticeKind
from tests.actors.library.ends import Ends, running

DUSTY = Question(Query(words="len<1"), SimilarityQuery((), words="dusty snare"))
LONG = Question(Query(words="len>5"))


async def names(ends: Ends) -> list[str]:
    found = await ask(ends.inbox.address, library.ReadSearches, within=60.0)
    return [one.name for one in found]


async def test_searches_are_saved_renamed_removed_and_each_is_undone(tmp_path: Path) -> None:
    async with running(tmp_path) as ends:
        made = partial(ends.done, library.SearchesChanged)
        for name, question in (("Pads", LONG), ("dusty", DUSTY), ("Dusty", LONG)):
            ends.post(library.SaveSearch(name, question.to_text()))
            done = await made()
        assert isinstance(done.changed, library.SearchesChanged)
        assert [one.name for one in done.changed.searches] == ["Dusty", "Pads"]
        assert done.changed.searches[0].question == LONG  # in place of the one of that name

        ends.post(library.SaveSearch("Dusty", LONG.to_text()))
        same = await ends.outcome()
        ends.post(library.RenameSearch(SearchId(1), "DUSTY"))
        taken = await ends.outcome()
        ends.post(library.RenameSearch(SearchId(1), "Atmos"))
        await made()
        ends.post(library.RemoveSearch(SearchId(2)))
        await made()
        after = await names(ends)
        undone = []
        for _ in range(4):
            ends.post(library.Undo())
            await made()
            undone.append(await names(ends))
        ends.post(library.Redo())
        await made()
        redone = await names(ends)
        ends.post(library.RemoveSearch(SearchId(99)))
        gone = await ends.outcome()

    assert isinstance(same, library.NothingDone)
    assert same.notice.kind is NoticeKind.SEARCH_SAVED_ALREADY
    assert isinstance(taken, library.NothingDone)
    assert taken.notice.kind is NoticeKind.SEARCH_NAME_TAKEN
    assert isinstance(gone, library.NothingDone)
    assert gone.notice.kind is NoticeKind.SEARCH_GONE
    assert after == ["Atmos"]
    assert undone == [["Atmos", "Dusty"], ["Dusty", "Pads"], ["dusty", "Pads"], ["Pads"]]
    assert redone == ["dusty", "Pads"]

    async with running(tmp_path) as ends:
        assert await names(ends) == ["dusty", "Pads"]
