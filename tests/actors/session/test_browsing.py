"""Lists, focus and scans as rules: a state and a message in, a state and orders out."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from actors.kernel.supervisor import ActorCrashed, ActorGaveUp
from actors.messages import audio, embeddings, intents, library, waveform
from actors.session.decide import decide
from actors.session.samples.sample_lists import MARGIN, THUMBNAILS
from models.audio.audition_start import AuditionStart
from models.audio.units import Frames, Hertz, SampleId, Seconds, SourceId, Ticket
from models.library.action import Action, ActionKind
from models.library.counts import Counts
from models.library.folder import Folder
from models.library.query import Query, Sort
from models.library.report import ScanReport
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.source import Source
from models.library.tag import Tag
from models.similarity.embedding_report import EmbeddingReport
from models.state.app import AppState
from models.state.browser import Browser, Folders, Sources, Window
from models.state.editor import Editor
from models.state.file_naming import FileOperations, Naming, Thing
from models.state.notice import Notice, NoticeKind, Severity
from models.state.progress import Progress
from models.state.screen import Panel, Screen, Sheet
from models.types.sound_type import SoundType
from models.waveform.thumbnail import Thumbnail
from ui.text.notices import notice_words

DRUMS = Source(SourceId(1), b"/drums", "drums", 3)
FIELD = Source(SourceId(2), b"/field", "field", 9)


def sample(number: int, token: bytes = b"") -> Sample:
    path = b"/drums/%d.wav" % number
    return Sample(
        SampleId(number),
        DRUMS.id,
        path,
        f"{number}.wav",
        Frames(4_800),
        Hertz(48_000),
        1,
        token=token,
    )


def ids(*numbers: int) -> SampleIds:
    return SampleIds(np.array(numbers, np.int64))


def listing(*numbers: int, **browser: object) -> AppState:
    """Return a state whose list shows these samples, all of them at hand."""
    rows = tuple(sample(number) for number in numbers)
    shown = Browser(
        query=Query(DRUMS.id), ticket=Ticket(1), ids=ids(*numbers), window=Window(0, rows)
    )
    return AppState(
        sources=Sources((DRUMS, FIELD), known=True),
        browser=replace(shown, **browser),  # type: ignore[arg-type]
        last_ticket=Ticket(1),
    )


def test_a_single_source_is_chosen_and_listed() -> None:
    decision = decide(AppState(), library.SourcesListed((DRUMS,)))

    assert decision.state.browser.query.source == DRUMS.id
    assert decision.commands == (
        library.List(Ticket(1), Query(DRUMS.id)),
        library.ReadFolders(DRUMS.id),
        embeddings.StartEmbedding(Ticket(2)),
    )


def test_several_sources_are_listed_together_and_a_new_one_alone() -> None:
    at_once = decide(AppState(), library.SourcesListed((DRUMS, FIELD))).state
    assert at_once.browser.query.source is None
    assert at_once.folders.source is None

    for known in ((), (DRUMS,), (DRUMS, replace(DRUMS, id=SourceId(3)))):
        before = decide(AppState(), library.SourcesListed(known)).state
        for added in ((FIELD, *known), (*known, FIELD)):  # in the order of their names
            later = decide(before, library.SourcesListed(added)).state
            assert later.browser.query.source == FIELD.id
            assert later.folders.source == FIELD.id
            assert later.sources.focus == FIELD.id


def test_all_sources_stay_chosen_when_one_changes_or_leaves() -> None:
    state = decide(AppState(), library.SourcesListed((DRUMS, FIELD))).state

    for sources in ((DRUMS, replace(FIELD, count=9)), (FIELD,)):
        decision = decide(state, library.SourcesListed(sources))
        assert decision.state.browser.query.source is None
        assert decision.state.browser.stale is (len(sources) == 1)


def test_a_lost_choice_falls_back_to_what_is_left() -> None:
    state = decide(AppState(), library.SourcesListed((DRUMS, FIELD))).state
    state = decide(state, intents.ChooseSource(DRUMS.id)).state

    assert decide(state, library.SourcesListed((FIELD,))).state.browser.query.source == FIELD.id


def test_keys_walk_from_all_sources_to_each() -> None:
    state = decide(AppState(), library.SourcesListed((DRUMS, FIELD))).state
    state = decide(state, intents.FocusPanel(Panel.SOURCES)).state
    walked = []
    for rows in (1, 1, 1, -9):
        state = decide(state, intents.MoveFocus(rows)).state
        walked.append(state.browser.query.source)

    assert walked == [DRUMS.id, FIELD.id, FIELD.id, None]


def test_words_without_a_match_here_are_searched_everywhere() -> None:
    state = decide(AppState(), library.SourcesListed((DRUMS, FIELD))).state
    state = decide(state, intents.ChooseSource(DRUMS.id)).state
    state = decide(state, intents.FilterTag(Tag.KEEP)).state
    state = decide(state, intents.Search("kick")).state
    empty = library.Listed(state.browser.ticket, ids(), elsewhere=5)
    state = decide(state, empty).state
    assert state.browser.elsewhere == 5

    for intent in (intents.SearchEverywhere(), intents.FocusPanel(Panel.SAMPLES)):
        decision = decide(state, intent)
        assert decision.state.browser.query == Query(words="kick")
        assert decision.state.folders.source is None
        assert any(isinstance(command, library.List) for command in decision.commands)


def test_a_refused_folder_keeps_the_sheet_open_with_the_reason() -> None:
    state = decide(AppState(), intents.ToggleSheet(Sheet.ADD)).state
    refused = decide(state, library.SourceRefused(b"/no", "no such folder")).state
    assert (refused.screen.sheet, refused.sources.root_reason) == (Sheet.ADD, "no such folder")

    taken = decide(refused, library.SourcesListed((DRUMS,))).state
    taken = decide(taken, library.SourcesListed((DRUMS, FIELD))).state
    assert (taken.screen.sheet, taken.sources.root_reason) == (None, "")


def test_an_answer_to_an_older_question_is_ignored() -> None:
    state = listing(1, 2, 3)

    assert decide(state, library.Listed(Ticket(0), ids(9))).state is state
    assert decide(state, library.RowsRead(Ticket(0), 0, ())).state is state


def test_a_list_is_read_by_window() -> None:
    state = decide(listing(), intents.ShowRows(0, 20)).state
    many = SampleIds(np.arange(1, 100_001))
    decision = decide(state, library.Listed(Ticket(1), many))

    command, count = decision.commands
    assert isinstance(command, library.ReadRows)
    assert command.first == 0
    assert len(command.ids) == 20 + 2 * MARGIN
    assert count == library.Count(Ticket(1), state.browser.query)


def test_scrolling_inside_the_window_reads_nothing() -> None:
    state = listing(*range(1, 50), wanted=(0, 10))

    commands = decide(state, intents.ShowRows(5, 10)).commands
    assert not any(isinstance(command, library.ReadRows) for command in commands)


def test_scrolling_beyond_the_window_reads_around_the_screen() -> None:
    state = listing(1, 2, 3)
    state = replace(state, browser=replace(state.browser, ids=SampleIds(np.arange(1, 5_001))))
    (command,) = decide(state, intents.ShowRows(2_000, 30)).commands

    assert isinstance(command, library.ReadRows)
    assert command.first == 2_000 - MARGIN
    assert command.ids[0] == 2_001 - MARGIN


def test_moving_loads_plays_and_prepares_what_is_next() -> None:
    decision = decide(listing(1, 2, 3, focus=SampleId(1), row=0), intents.MoveFocus(1))

    kinds = [type(command) for command in decision.commands]
    assert kinds == [waveform.Draw, audio.Play, audio.Prepare, library.StoreViewState]
    play, ahead = decision.commands[1], decision.commands[2]
    assert isinstance(play, audio.Play)
    assert isinstance(ahead, audio.Prepare)
    assert play.sample == sample(2)
    assert ahead.samples == (sample(3), sample(1))
    assert decision.state.browser.focus == 2
    assert decision.state.editor.sample == sample(2)


def test_moving_does_not_play_when_auditioning_is_off() -> None:
    state = decide(listing(1, 2), intents.ChangeSetting("auto_play", False)).state
    commands = decide(state, intents.MoveFocus(1)).commands

    assert not any(isinstance(command, audio.Play) for command in commands)
    assert any(isinstance(command, waveform.Draw) for command in commands)


def test_moving_stops_at_either_end() -> None:
    state = listing(1, 2, 3, focus=SampleId(3), row=2)

    assert decide(state, intents.MoveFocus(10**9)).state.browser.row == 2
    assert decide(state, intents.MoveFocus(-(10**9))).state.browser.row == 0


def test_types_that_may_have_changed_are_counted_again_and_coloured_on_the_map() -> None:
    corrected = library.StepDone(Notice(NoticeKind.DONE), library.TypesCorrected((sample(2),)))
    heard = embeddings.EmbeddingEnded(Ticket(9), EmbeddingReport("m", 0, 0, 3, 1.0))
    listed = listing(1, 2, 3)
    for event in (corrected, heard):
        count = library.Count(listed.browser.ticket, listed.browser.query)
        decision = decide(listed, event)
        assert count in decision.commands
        assert library.ReadTraits() not in decision.commands  # nobody sees the map
        mapped = decide(listed, intents.ShowMap(on=True)).state
        assert {count, library.ReadTraits()} <= set(decide(mapped, event).commands)

    counts = Counts(3, 1, 1, {SoundType.KICK: 2})
    known = decide(listed, library.Counted(listed.browser.ticket, counts)).state
    again = library.Counted(listed.browser.ticket, replace(counts, types={SoundType.KICK: 2}))
    assert decide(known, again).state is known


def test_first_counts_are_shown_though_the_list_is_read_again() -> None:
    first, query = listing(1, 2, 3), Query(DRUMS.id)
    first = replace(first, browser=replace(first.browser, query=query))
    scanned = library.ScanEnded(Ticket(5), ScanReport(DRUMS.id))
    again = decide(first, scanned).state
    assert again.browser.ticket != first.browser.ticket
    event = library.Counted(first.browser.ticket, Counts(3, 1), query)

    assert decide(again, event).state.browser.counts == Counts(3, 1)
    for late in (replace(event, query=Query(FIELD.id)), replace(event, query=None)):
        assert decide(again, late).state.browser.counts is None
    known = decide(again, event).state
    assert decide(known, replace(event, counts=Counts(9))).state is known


def test_a_row_that_is_far_away_plays_when_it_is_read() -> None:
    state = listing(1, 2, 3, wanted=(0, 10))
    state = replace(state, browser=replace(state.browser, ids=SampleIds(np.arange(1, 90_001))))
    decision = decide(state, intents.FocusRow(80_000))
    assert not any(isinstance(command, audio.Play) for command in decision.commands)

    answer = library.RowsRead(Ticket(1), 79_900, (sample(80_001),))
    commands = decide(decision.state, answer).commands
    (play,) = (command for command in commands if isinstance(command, audio.Play))
    assert play.sample.id == 80_001


def test_the_focus_stays_on_its_sample_when_the_list_changes() -> None:
    state = listing(1, 2, 3, focus=SampleId(3), row=2)
    state = decide(state, library.Listed(Ticket(1), ids(7, 8, 3, 1))).state

    assert (state.browser.focus, state.browser.row) == (3, 2)


def test_the_row_after_takes_the_focus_when_its_sample_leaves() -> None:
    state = listing(1, 2, 3, focus=SampleId(2), row=1)
    decision = decide(state, library.Listed(Ticket(1), ids(1, 3)))

    assert decision.state.browser.focus == 3
    assert not any(isinstance(command, audio.Play) for command in decision.commands)


def test_a_scan_that_found_something_renews_the_list_once_at_a_time() -> None:
    event = library.ScanProgressed(
        Progress(Ticket(5), 4, 10, 8.0, Seconds(1.0)), DRUMS.id, changed=True
    )
    first = decide(listing(1), event)
    second = decide(first.state, event)

    assert any(isinstance(command, library.List) for command in first.commands)
    assert not any(isinstance(command, library.List) for command in second.commands)
    assert second.state.browser.stale
    assert second.state.tasks[0].progress.done == 4

    answer = library.Listed(second.state.browser.ticket, ids(1, 2))
    assert any(
        isinstance(command, library.List) for command in decide(second.state, answer).commands
    )


def test_a_scan_elsewhere_leaves_the_list_alone() -> None:
    event = library.ScanProgressed(Progress(Ticket(5), 4, None, 8.0), FIELD.id, changed=True)

    assert decide(listing(1), event).commands == ()


def test_the_end_of_a_scan_is_said_in_one_line() -> None:
    event = library.ScanEnded(
        Ticket(5), ScanReport(DRUMS.id, 3, 0, 1, 0, 2, 4, reason="a.wav: not an audio file")
    )
    state = decide(listing(1), event).state

    assert state.screen.notice is not None
    assert notice_words(state.screen.notice) == (
        "Scanned drums: 3 new, 1 moved, 2 unreadable, 4 skipped. a.wav: not an audio file"
    )
    assert state.sources.report is not None
    assert state.sources.report.added == 3


def test_files_that_cannot_be_read_are_counted_by_kind() -> None:
    kinds = (("m4a", 12), ("rx2", 3))
    event = library.ScanEnded(Ticket(5), ScanReport(DRUMS.id, 3, unsupported=kinds))
    state = decide(listing(1), event).state

    assert state.screen.notice is not None
    assert (
        notice_words(state.screen.notice) == "Scanned drums: 3 new. 12 .m4a, 3 .rx2 not supported"
    )


def test_a_refused_folder_is_said() -> None:
    state = decide(AppState(), library.SourceRefused(b"/x", "/x is no folder")).state

    assert state.screen.notice is not None
    assert state.screen.notice.severity is Severity.ERROR
    assert state.sources.report is not None
    assert state.sources.report.source is None


def test_a_changed_file_is_drawn_anew_and_its_picture_dropped() -> None:
    state = decide(listing(1, 2), intents.FocusRow(0)).state
    thumbnail = Thumbnail(np.zeros((2, 3), np.float32))
    drawn = waveform.ThumbnailsDrawn(((SampleId(1), thumbnail), (SampleId(2), thumbnail)))
    state = decide(state, drawn).state
    decision = decide(state, library.SamplesChanged((sample(1, b"new"),)))

    assert set(decision.state.thumbnails) == {2}
    assert any(isinstance(command, waveform.Draw) for command in decision.commands)
    row = decision.state.browser.window.row(0)
    assert row is not None
    assert row.token == b"new"


def test_only_the_newest_thumbnails_are_kept() -> None:
    thumbnail = Thumbnail(np.zeros((2, 3), np.float32))
    many = tuple((SampleId(number), thumbnail) for number in range(THUMBNAILS + 10))
    state = decide(AppState(), waveform.ThumbnailsDrawn(many)).state

    assert len(state.thumbnails) == THUMBNAILS
    assert SampleId(0) not in state.thumbnails


def test_searching_asks_and_an_equal_search_does_not() -> None:
    decision = decide(listing(1), intents.Search("kick"))

    assert isinstance(decision.commands[0], library.List)
    assert decision.commands[0].query.words == "kick"
    assert decide(decision.state, intents.Search("kick")).commands == ()


def test_sorting_twice_turns_the_order_round() -> None:
    once = decide(listing(1), intents.SortBy(Sort.LENGTH)).state
    twice = decide(once, intents.SortBy(Sort.LENGTH)).state

    assert (once.browser.query.sort, once.browser.query.descending) == (Sort.LENGTH, False)
    assert twice.browser.query.descending


def test_escape_leaves_one_thing_at_a_time() -> None:
    state = listing(1)
    state = decide(state, intents.Search("kick")).state
    state = decide(state, intents.ToggleSheet(Sheet.KEYS)).state
    state = decide(state, intents.StepBack()).state
    assert state.screen.sheet is None
    assert state.browser.query.words == "kick"

    state = decide(state, intents.StepBack()).state
    assert state.browser.query.words == ""

    state = decide(state, intents.FocusPanel(Panel.SEARCH)).state
    state = decide(decide(state, intents.Search("kick")).state, intents.StepBack()).state
    assert (state.browser.query.words, state.screen.focus) == ("", Panel.SAMPLES)


def test_an_empty_panel_does_not_take_the_keyboard_and_says_why() -> None:
    state = decide(AppState(), intents.FocusPanel(Panel.WAVEFORM)).state

    assert state.screen.focus is Panel.SAMPLES
    assert state.screen.notice is not None


def test_folders_fold_and_unfold() -> None:
    tree = (
        Folder(b"a", "a", 0, 5, parent=True),
        Folder(b"a/b", "b", 1, 2, parent=True),
        Folder(b"a/b/c", "c", 2, 1, parent=False),
        Folder(b"d", "d", 0, 1, parent=False),
    )
    state = AppState(folders=Folders(DRUMS.id, tree))
    assert [folder.path for folder in state.folders.visible] == [b"a", b"d"]

    state = decide(state, intents.ToggleFolder(b"a")).state
    assert [folder.path for folder in state.folders.visible] == [b"a", b"a/b", b"d"]

    state = decide(state, intents.ToggleFolder(b"a/b")).state
    state = decide(state, intents.ToggleFolder(b"a")).state
    assert [folder.path for folder in state.folders.visible] == [b"a", b"d"]


def test_a_crash_is_said_and_what_waited_is_asked_again() -> None:
    state = listing(1, waiting=True)
    decision = decide(state, ActorCrashed("library", "boom", 0.1))

    assert decision.state.screen.notice is not None
    assert any(isinstance(command, library.List) for command in decision.commands)
    assert decide(state, ActorGaveUp("library", "boom")).commands == ()


@pytest.mark.parametrize(
    ("wished", "seconds", "start"),
    [
        (AuditionStart.LOUDEST, 60, 500_000),
        (AuditionStart.LOUDEST, 5, 0),
        (AuditionStart.START, 60, 0),
    ],
)
def test_long_samples_begin_at_their_loudest_if_wished(
    wished: AuditionStart, seconds: int, start: int
) -> None:
    rate, frames = 48_000, 48_000 * seconds
    columns = np.zeros((2, 144), np.float32)
    at = round(500_000 / frames * 144) if seconds > 20 else 100
    columns[1, at : at + 8] = 1.0
    state = listing(1, 2, 3, row=0, focus=SampleId(1))
    row = state.browser.window.rows[1]
    assert row is not None
    long = replace(row, frames=Frames(frames), rate=Hertz(rate))
    state = decide(state, library.SamplesChanged((long,))).state
    state = replace(
        state,
        thumbnails=MappingProxyType({long.id: Thumbnail(columns)}),
        settings=replace(state.settings, audition_from=wished),
    )
    commands = decide(state, intents.MoveFocus(1)).commands
    (play,) = [command for command in commands if isinstance(command, audio.Play)]

    assert play.sample.id == long.id
    assert play.start == pytest.approx(start, abs=frames / 144)


def test_rows_are_read_again_when_a_drive_returns_or_leaves() -> None:
    state = decide(AppState(), library.SourcesListed((DRUMS, FIELD))).state
    away = replace(DRUMS, offline=True)
    for listed in ((away, FIELD), (DRUMS, FIELD)):
        browser = replace(state.browser, waiting=False, stale=False)
        decision = decide(replace(state, browser=browser), library.SourcesListed(listed))
        state = decision.state
        asked = [command for command in decision.commands if isinstance(command, library.List)]
        assert len(asked) == 1, "not for the members of no collection"
        repeated = any(
            isinstance(command, embeddings.StartEmbedding) for command in decision.commands
        )
        assert repeated == (not listed[0].offline)  # what could not be analysed is tried again
    again = decide(state, library.SourcesListed((DRUMS, FIELD)))
    assert again.commands == ()


def test_a_picture_that_failed_is_drawn_when_its_file_is_back() -> None:
    gone = replace(sample(1), missing=True)
    editor = Editor(gone, Ticket(4), reason="1.wav: file not found")
    state = replace(AppState(), editor=editor)
    decision = decide(state, library.SamplesChanged((replace(gone, missing=False),)))

    assert any(isinstance(command, waveform.Draw) for command in decision.commands)
    assert decision.state.editor.reason == ""


def test_a_source_that_nobody_asked_for_leaves_the_list_as_it_is() -> None:
    state = decide(AppState(), library.SourcesListed((DRUMS,))).state
    listed = state.browser.query
    decision = decide(state, library.SourcesListed((DRUMS, FIELD), quiet=True))

    assert decision.state.sources.all == (DRUMS, FIELD)
    assert (decision.state.browser.query, decision.commands) == (listed, ())


def tree(*paths: bytes) -> tuple[Folder, ...]:
    return tuple(Folder(path, path.decode(), path.count(b"/"), 1, parent=False) for path in paths)


@pytest.mark.parametrize(
    ("shown", "left", "then"),
    [
        ((b"a/b/c",), (b"a", b"a/d"), (b"a",)),
        ((b"a/b",), (b"z",), (b"",)),
        ((b"a/b", b"a"), (b"a",), (b"a",)),
        ((b"a",), (b"a",), (b"a",)),
        ((b"new",), (b"a",), (b"new",)),  # not scanned yet
        ((b"a",), (), (b"",)),
    ],
)
def test_a_listed_folder_that_is_gone_hands_on_to_its_parent(
    shown: tuple[bytes, ...], left: tuple[bytes, ...], then: tuple[bytes, ...]
) -> None:
    state = decide(AppState(), library.SourcesListed((DRUMS,))).state
    before = tree(b"a", b"a/b", b"a/b/c", b"z")
    state = decide(state, library.FoldersRead(DRUMS.id, before)).state
    state = decide(state, intents.ChooseFolder(shown[0])).state
    for path in shown[1:]:
        state = decide(state, intents.AddFolder(path)).state
    after = decide(state, library.FoldersRead(DRUMS.id, tree(*left))).state

    assert (after.browser.query.folder, *after.browser.query.more_folders) == then
    assert after.folders.focus == then[0]


def test_the_rejected_that_are_listed_and_counted_are_deleted_and_no_others() -> None:
    state = listing(3, 5)
    assert decide(state, intents.DeleteRejected(2)).commands == ()
    query = Query(tag=Tag.TRASH)
    rejected = replace(state, browser=replace(state.browser, query=query))
    rows = (SampleId(3), SampleId(5))

    assert decide(rejected, intents.DeleteRejected(2)).commands == (library.TrashSamples(rows),)
    assert decide(rejected, intents.DeleteRejected(1)).commands == ()
    old = replace(rejected, browser=replace(rejected.browser, outdated=True))
    assert decide(old, intents.DeleteRejected(2)).commands == ()


@pytest.mark.parametrize(
    "naming",
    [
        Naming(Thing.SAMPLE, "kick.wav", sample=SampleId(1)),
        Naming(Thing.FOLDER, "kicks", source=DRUMS.id, path=b"kicks"),
        Naming(Thing.NEW_FOLDER, "", source=DRUMS.id),
        Naming(Thing.ROOT, "/music", source=DRUMS.id),
    ],
    ids=lambda naming: naming.thing.value,
)
def test_a_name_that_the_library_refuses_is_in_the_sheet_again(naming: Naming) -> None:
    asked = AppState(filing=FileOperations(naming), screen=Screen(sheet=Sheet.RENAME))
    sent = decide(asked, intents.ConfirmName("/taken" if naming.thing is Thing.ROOT else "taken"))
    (command,) = sent.commands
    assert sent.state.screen.sheet is None
    failed = library.LibraryFailed("“taken” exists", command)

    again = decide(sent.state, failed).state
    assert again.screen.sheet is Sheet.RENAME
    assert again.filing.naming is not None
    assert again.filing.naming.name.endswith("taken")
    assert again.filing.naming.reason == "“taken” exists"
    taken = Notice(NoticeKind.PARTLY_DONE, reason="exists", about=Action(ActionKind.RENAME, "a"))
    refused = decide(sent.state, library.NothingDone(taken)).state
    assert refused.screen.sheet is Sheet.RENAME
    done = Notice(NoticeKind.DONE, about=Action(ActionKind.RENAME, "a"))
    renamed = decide(sent.state, library.StepDone(done, library.FilesMoved())).state
    assert decide(renamed, library.NothingDone(taken)).state.screen.sheet is None
    other = decide(sent.state, library.LibraryFailed("disk full", library.Redo())).state
    assert other.screen.sheet is None
    busy = replace(sent.state, screen=Screen(sheet=Sheet.OPTIONS))
    assert decide(busy, failed).state.screen.sheet is Sheet.OPTIONS


def test_several_selected_rows_are_renamed_together_by_the_key_of_one() -> None:
    state = listing(1, 2, 3, focus=SampleId(1), row=0)
    one = decide(state, intents.BeginRename()).state
    state = decide(state, intents.ExtendFocus(1)).state
    many = decide(state, intents.BeginRename()).state

    assert one.screen.sheet is Sheet.RENAME
    assert many.screen.sheet is Sheet.RENAME_MANY
    assert many.filing.renamed == (SampleId(1), SampleId(2))


@pytest.mark.parametrize(
    "asked",
    [
        intents.BeginRename(),
        intents.BeginRename(Naming(Thing.FOLDER, "kicks", source=DRUMS.id, path=b"kicks")),
        intents.BeginRename(Naming(Thing.NEW_FOLDER, "", source=DRUMS.id)),
        intents.BeginRenaming(SampleId(1)),
    ],
)
def test_nothing_in_a_read_only_source_is_asked_a_new_name(asked: intents.Intent) -> None:
    state = listing(1, 2, focus=SampleId(1), row=0)
    there = tuple(replace(one, read_only=True) for one in state.sources.all)
    state = replace(state, sources=replace(state.sources, all=there))

    now = decide(state, asked).state

    assert now.screen.sheet is None
    assert now.screen.notice is not None
    assert now.screen.notice.kind is NoticeKind.SOURCE_READ_ONLY


@pytest.mark.parametrize("name", ["", " ", "sub/neu", "..", "a\0b"])
def test_a_name_that_cannot_be_is_refused_where_it_was_typed(name: str) -> None:
    naming = Naming(Thing.SAMPLE, "kick.wav", sample=SampleId(1))
    asked = AppState(filing=FileOperations(naming), screen=Screen(sheet=Sheet.RENAME))

    decision = decide(asked, intents.ConfirmName(name))

    assert decision.commands == ()
    assert decision.state.screen.sheet is Sheet.RENAME
    assert decision.state.filing.naming is not None
    assert decision.state.filing.naming.reason
