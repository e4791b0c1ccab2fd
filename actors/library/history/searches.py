"""Steps of the kind `search`: searches saved, renamed and removed."""

from __future__ import annotations

import sqlite3

from actors.library.history import journal
from actors.library.history.kind import Kind
from actors.library.query.step_details import Details, Side
from actors.messages import library
from models.library.action import Action, ActionKind
from models.library.text_folding import fold_for_search
from models.similarity.saved_search import SavedSearch, SearchId, parse_question
from models.state.notice import Notice, NoticeKind

LONGEST = 200
"""Maximum characters of a name."""
GONE = library.NothingDone(Notice(NoticeKind.SEARCH_GONE))
_SEARCHES = Details("step_search", ("search",), ("name", "question"))
_Row = tuple[int, str, str]
"""Id, name and question."""


def listed(connection: sqlite3.Connection) -> tuple[SavedSearch, ...]:
    """Return all saved searches, by name."""
    rows = connection.execute("SELECT id, name, question FROM saved_search").fetchall()
    found = [SavedSearch(SearchId(one), name, parse_question(text)) for one, name, text in rows]
    return tuple(sorted(found, key=lambda one: (fold_for_search(one.name), one.name, one.id)))


def save(
    connection: sqlite3.Connection, name: str, question: str
) -> library.StepDone | library.NothingDone:
    """Keep a question under a name, in place of the one that is kept under it."""
    name = name.strip()[:LONGEST]
    known = _named(connection, name)
    if not name or (known is not None and known[1:] == (name, question)):
        return library.NothingDone(Notice(NoticeKind.SEARCH_SAVED_ALREADY, name))
    if known is not None:
        one, before, text = known
        return _done(connection, ActionKind.SAVE_SEARCH, name, (one, before, text, name, question))
    # Ids are never reused, not even that of a removed search: undo restores it.
    last = "SELECT max(seq) FROM sqlite_sequence WHERE name = 'saved_search'"
    one = (connection.execute(last).fetchone()[0] or 0) + 1
    return _done(connection, ActionKind.SAVE_SEARCH, name, (one, None, None, name, question))


def rename(
    connection: sqlite3.Connection, search: SearchId, name: str
) -> library.StepDone | library.NothingDone:
    """Give a saved search another name; one that is taken is refused."""
    name, known = name.strip()[:LONGEST], _kept(connection, search)
    if known is None:
        return GONE
    one, before, text = known
    if not name or name == before:
        return library.NothingDone(Notice(NoticeKind.NAME_UNCHANGED))
    taken = _named(connection, name)
    if taken is not None and taken[0] != one:
        return library.NothingDone(Notice(NoticeKind.SEARCH_NAME_TAKEN, name))
    row = (one, before, text, name, text)
    return _done(connection, ActionKind.RENAME_SEARCH, before, row, to=name)


def remove(
    connection: sqlite3.Connection, search: SearchId
) -> library.StepDone | library.NothingDone:
    """Remove a saved search."""
    known = _kept(connection, search)
    if known is None:
        return GONE
    one, before, text = known
    return _done(connection, ActionKind.REMOVE_SEARCH, before, (one, before, text, None, None))


def _done(
    connection: sqlite3.Connection,
    kind: ActionKind,
    name: str,
    row: tuple[int, str | None, str | None, str | None, str | None],
    to: str = "",
) -> library.StepDone:
    action = Action(kind, name, to=to)
    done = Notice(NoticeKind.DONE, about=action)
    return library.StepDone(done, journal.make(connection, KIND, action, [row]))


def _kept(connection: sqlite3.Connection, search: SearchId) -> _Row | None:
    found: _Row | None = connection.execute(
        "SELECT id, name, question FROM saved_search WHERE id = ?", (search,)
    ).fetchone()
    return found


def _named(connection: sqlite3.Connection, name: str) -> _Row | None:
    """Return the search of this name, however it is written."""
    rows: list[_Row] = connection.execute("SELECT id, name, question FROM saved_search").fetchall()
    folded = fold_for_search(name)
    return next((row for row in rows if fold_for_search(row[1]) == folded), None)


def _put(connection: sqlite3.Connection, step: int, side: Side) -> library.SearchesChanged | None:
    rows = _SEARCHES.rows(connection, step, side)
    for search, name, question in rows:
        if name is None:
            connection.execute("DELETE FROM saved_search WHERE id = ?", (search,))
        else:
            connection.execute(
                "INSERT INTO saved_search (id, name, question) VALUES (?, ?, ?) ON CONFLICT (id)"
                " DO UPDATE SET name = excluded.name, question = excluded.question",
                (search, name, question),
            )
    return library.SearchesChanged(listed(connection)) if rows else None


KIND = Kind("search", _put, (_SEARCHES,))
