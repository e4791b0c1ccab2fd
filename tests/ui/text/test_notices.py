"""Every kind of notice has words, with one thing and with several."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.audio.span import Span
from models.audio.units import Frames
from models.duplicates.group import Surplus
from models.library.action import Action, ActionKind
from models.library.decisions import Decisions
from models.library.export.report import ExportReport
from models.library.report import ScanReport
from models.predecessor.report import ImportReport
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.state.notice import About, Notice, NoticeKind, Severity
from models.words.mistakes import WordMistakes
from models.words.vocabulary import LineError
from ui.text.actions import action_words, done_words
from ui.text.notices import notice_words, search_title
from ui.text.reports import decisions_words

STEPS = {
    NoticeKind.DONE,
    NoticeKind.UNDONE,
    NoticeKind.REDONE,
    NoticeKind.CANCELLED,
    NoticeKind.PARTLY_DONE,
    NoticeKind.PARTLY_UNDONE,
}

BY_FILE = {NoticeKind.UNPLAYABLE, NoticeKind.NOT_DRAWN}
"""Kinds whose reason begins with the name of a file."""


def _imported(many: int) -> ImportReport:
    names = tuple(f"source {number}" for number in range(many))
    return ImportReport(
        ("library.db",),
        1.0,
        autoplay_selection=True,
        trash_folder=None,
        last_selected_source=None,
        sources=names,
        roots={},
        missing_sources=(),
        collections=dict.fromkeys(names, 1),
        collection_names={},
        unresolved_members=0,
        unresolved=(),
        tags={one: {"kick.wav": "keep"} for one in names},
        missing_files={},
        ambiguous_tags={},
        hotkeys={},
        export_paths={},
        duplicates_merged=0,
        problems=(),
    )


def _about(kind: NoticeKind, many: int) -> About | None:
    if kind in STEPS:
        return Action(ActionKind.KEEP, *(("Kick.wav",) if many == 1 else ("", many)))
    sounds = tuple(Sound(b"/pack/Kick.wav") for _ in range(many))
    about: dict[NoticeKind, About] = {
        NoticeKind.SOURCE_FORGOTTEN: Decisions(many, many, many, many),
        NoticeKind.SCAN_ENDED: ScanReport(
            None, many, many, unsupported=(("rx2", many),), merged=(b"/Drums",) * many
        ),
        NoticeKind.SCAN_INCOMPLETE: ScanReport(None, many, reason="drive offline"),
        NoticeKind.DUPLICATES_FOUND: Surplus(many, many, many),
        NoticeKind.SIMILAR_SHOWN: SimilarityQuery(sounds),
        NoticeKind.SIMILARITY_FAILED: SimilarityQuery(sounds),
        NoticeKind.TRIAGE_UNTRAINED: SimilarityQuery(sounds),
        NoticeKind.EXPORT_ENDED: ExportReport("Kit", "/kit", many, left=("a.wav",) * many),
        NoticeKind.EXPORT_FAILED: ExportReport("Kit", "/kit", many, reason="disk full"),
        NoticeKind.IMPORTED: _imported(many),
        NoticeKind.OWN_WORDS_INVALID: WordMistakes(
            tuple(LineError(line + 1, "snare\tdrum", "unknown kind") for line in range(many))
        ),
    }
    return about.get(kind)


def _sample(kind: NoticeKind, many: int) -> Notice:
    return Notice(
        kind,
        name="" if many > 1 and kind is NoticeKind.ALREADY_MEMBERS else "Kick.wav",
        count=many,
        total=5,
        to="Breaks",
        reason="kick.wav: damaged" if kind in BY_FILE else "disk full",
        about=_about(kind, many),
    )


def sample_notices() -> Iterator[Notice]:
    """Yield a notice of each kind, about one thing and about several."""
    for kind in NoticeKind:
        for many in (1, 3):
            yield _sample(kind, many)


@pytest.mark.parametrize("kind", NoticeKind, ids=lambda kind: kind.name)
@pytest.mark.parametrize("many", [1, 3])
def test_every_kind_has_words(kind: NoticeKind, many: int) -> None:
    words = notice_words(_sample(kind, many))
    assert words[:1] == words[:1].upper() or words.startswith(
        ("config.toml", "kick.wav: ", "words.tsv")
    )
    assert words.strip() == words
    assert "{" not in words
    assert not any(bad in words for bad in ("1 samples", "1 files", "3 sample ", "None", "()"))


@pytest.mark.parametrize("kind", ActionKind, ids=lambda kind: kind.name)
@pytest.mark.parametrize("many", [1, 3])
def test_every_step_has_words(kind: ActionKind, many: int) -> None:
    name = "kick.wav" if many == 1 else ""
    action = Action(kind, name, many, "Breaks", groups=many, cleared=many)
    assert "{" not in action_words(action)
    assert done_words(action)[:1].isupper()
    assert Action.decode(action.encode()) == action


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (Notice(NoticeKind.DONE, about=Action(ActionKind.KEEP, "kick.wav")), "Kept “kick.wav”"),
        (
            Notice(NoticeKind.UNDONE, about=Action(ActionKind.DELETE_FILES, count=1)),
            "Undo: delete 1 file",
        ),
        (
            Notice(NoticeKind.REDONE, about=Action(ActionKind.REJECT, count=1200)),
            "Redo: reject 1\u2009200 samples",
        ),
        (
            Notice(
                NoticeKind.DONE, count=1, about=Action(ActionKind.ADD_MEMBERS, count=2, to="Kit")
            ),
            "Added 2 samples to “Kit”, 1 already in it",
        ),
        (
            Notice(
                NoticeKind.PARTLY_DONE,
                count=1,
                total=3,
                reason="disk full",
                about=Action(ActionKind.MOVE_FILES, count=3, to="Kicks"),
            ),
            "Moved 3 files to “Kicks”: 1 of 3 done; disk full",
        ),
        (
            Notice(
                NoticeKind.PARTLY_DONE,
                total=1,
                reason="“Packs” is read-only",
                about=Action(ActionKind.EDIT, "a.wav", to="reverse"),
            ),
            "Not done: reverse “a.wav”; “Packs” is read-only",
        ),
        (
            Notice(NoticeKind.DUPLICATES_FOUND, count=1, about=Surplus(1)),
            "1 group, 1 redundant file",
        ),
        (
            Notice(NoticeKind.DUPLICATES_FOUND, count=83, about=Surplus(93, 5, 2)),
            "83 groups, 93 redundant files, 5 uncertain, 2 linked",
        ),
        (Notice(NoticeKind.PART_CRASHED, "audio"), "Audio engine crashed, restarting"),
    ],
)
def test_words(notice: Notice, words: str) -> None:
    assert notice_words(notice) == words


@pytest.mark.parametrize("text", ["keep 3 samples", "", "{", '{"kind": "of a later version"}', "7"])
def test_what_older_and_newer_versions_stored_is_shown_as_it_stands(text: str) -> None:
    action = Action.decode(text)
    assert action == Action(ActionKind.STORED, text)
    assert action_words(action) == text


def test_what_was_decided_is_counted() -> None:
    assert decisions_words(Decisions()) == "nothing"
    assert decisions_words(Decisions(samples=3, marks=1, members=2, types=1)) == (
        "3 samples, 1 mark, 2 places in collections, 1 type set by you"
    )


def test_a_search_is_named_by_its_sounds() -> None:
    kick, hat = Sound(b"/pack/kick.wav"), Sound(b"/pack/hat.wav")
    part = Sound(b"/pack/kick.wav", span=Span(Frames(0), Frames(9)))
    assert search_title(SimilarityQuery((kick,), (hat,))) == "kick.wav, unlike hat.wav"
    assert search_title(SimilarityQuery((kick, hat))) == "2 samples"
    assert search_title(SimilarityQuery((part,))) == "selection in kick.wav"
    assert search_title(SimilarityQuery((), words="dusty snare")) == "“dusty snare”"


def test_only_a_step_that_can_be_taken_back_offers_undo() -> None:
    action = Action(ActionKind.MOVE_FILES, count=3, to="Kicks")
    assert Notice(NoticeKind.DONE, about=action).undoable
    assert Notice(NoticeKind.PARTLY_DONE, count=1, total=3, about=action).undoable
    assert not Notice(NoticeKind.PARTLY_DONE, count=0, total=3, about=action).undoable
    assert not Notice(NoticeKind.UNDONE, about=action).undoable
    assert Notice(NoticeKind.PARTLY_DONE, about=action).severity is Severity.ERROR
