"""Edits as rules: what is sent, what is offered when one is refused, and what is shown after."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from actors.messages import audio, config, intents, library
from actors.session.decide import decide
from models.audio.anchor import Anchor
from models.audio.span import Span
from models.audio.units import CollectionId, Frames, Hertz, SampleId, Seconds, SourceId, Ticket
from models.edit.edit import Edit, Op
from models.edit.edited_sample import EditedSample
from models.edit.positions import Positions
from models.edit.report import ChangedFile, EditReport, Hindrance, RefusedEdit
from models.edit.version import FileVersions, HistoryStep, OriginalsReport
from models.library.action import Action, ActionKind
from models.library.collection import Collection
from models.library.export.settings import Container
from models.library.files.rename_plan import RenamePlan
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.state.app import AppState
from models.state.browser import Browser
from models.state.collections import Collections
from models.state.editor import Editor
from models.state.notice import Notice, NoticeKind
from models.state.screen import Sheet
from models.state.transport import Status, Transport
from models.waveform.view import View
from ui.text.edits import report_lines

FRAMES = 48_000
SAMPLE = Sample(
    SampleId(7), SourceId(1), b"/s/break.wav", "break.wav", Frames(FRAMES), Hertz(48_000), 2
)
SPAN = Span(Frames(12_000), Frames(24_000))


def loaded(selection: Span | None = SPAN) -> AppState:
    view = View.fit(FRAMES, 1_000)
    return AppState(
        browser=Browser(ids=SampleIds(np.array([7, 8], np.int64)), focus=SampleId(7)),
        editor=Editor(SAMPLE, Ticket(3), view=view, selection=selection, cursor=12_000),
    )


def sent(state: AppState, intent: intents.Intent) -> library.EditSamples:
    commands = decide(state, intent).commands
    (command,) = (one for one in commands if not isinstance(one, config.SaveSettings))
    assert isinstance(command, library.EditSamples)
    return command


def test_an_edit_is_about_the_selection_or_all_of_the_shown_sample() -> None:
    part = sent(loaded(), intents.EditShown(Op.REVERSE))
    whole = sent(loaded(None), intents.EditShown(Op.REVERSE))
    mono = sent(loaded(), intents.EditShown(Op.MONO))

    assert (part.samples, part.edit) == ((SAMPLE.id,), Edit(Op.REVERSE, SPAN))
    assert (whole.edit.span, mono.edit.span) == (None, None)


@pytest.mark.parametrize("op", [Op.CROP, Op.TRIM_OUT, Op.SILENCE, Op.REMOVE_CLICK])
def test_what_is_not_valid_is_said_and_not_sent(op: Op) -> None:
    decision = decide(loaded(None), intents.EditShown(op))

    assert decision.commands == ()
    notice = decision.state.screen.notice
    assert notice is not None
    assert (notice.kind, notice.reason) == (NoticeKind.NOT_EDITED, "nothing is selected")


def test_parameters_are_chosen_in_a_sheet_and_remembered() -> None:
    opened = decide(loaded(), intents.BeginEdit(Op.NORMALISE)).state
    assert (opened.screen.sheet, opened.editing.edit) == (Sheet.EDIT, Edit(Op.NORMALISE))
    loud = Edit(Op.NORMALISE, loudness=-14.0, peak=-1.0)
    chosen = decide(opened, intents.ConfigureEdit(loud)).state
    applied = decide(chosen, intents.ApplyEdit())
    command, save = applied.commands
    assert isinstance(command, library.EditSamples)
    assert isinstance(save, config.SaveSettings)
    shaped = decide(applied.state, intents.EditShown(Op.FADE_IN, curve=0.5)).state
    later = decide(AppState(), config.SettingsRead(shaped.settings)).state
    assert later.editing.parameters(Op.NORMALISE) == loud
    assert later.editing.parameters(Op.FADE_IN).curve == 0.5
    assert command.edit == replace(loud, span=SPAN)
    assert applied.state.screen.sheet is None
    assert sent(applied.state, intents.EditShown(Op.NORMALISE)).edit == replace(loud, span=SPAN)
    rows = sent(applied.state, intents.EditRows(Op.NORMALISE, SampleId(8)))
    assert (rows.samples, rows.edit) == ((SampleId(8),), loud)


def test_all_selected_rows_are_edited_together() -> None:
    state = loaded()
    both = frozenset({SampleId(7), SampleId(8)})
    state = replace(state, browser=replace(state.browser, selection=both))
    opened = decide(state, intents.BeginEdit(Op.TRIM_SILENCE, SampleId(8))).state
    command = sent(opened, intents.ApplyEdit())

    assert set(command.samples) == both
    assert command.edit == Edit(Op.TRIM_SILENCE)


def test_all_members_of_a_collection_are_edited_or_renamed_whichever_is_open() -> None:
    kit = Collection(CollectionId(3), "Kit", 12)
    state = replace(loaded(), collections=Collections((kit,), known=True))
    at_once = sent(state, intents.EditMembers(Op.REVERSE, kit.id))
    assert (at_once.samples, at_once.collection, at_once.edit) == ((), kit.id, Edit(Op.REVERSE))
    opened = decide(state, intents.BeginEdit(Op.TRIM_SILENCE, collection=kit.id)).state
    assert opened.editing.count == 12
    by_sheet = sent(opened, intents.ApplyEdit())
    assert (by_sheet.collection, by_sheet.edit) == (kit.id, Edit(Op.TRIM_SILENCE))

    opened = decide(state, intents.BeginRenaming(collection=kit.id)).state
    planned = decide(opened, intents.ConfigureRenaming("kit {n}"))
    (plan,) = planned.commands
    assert isinstance(plan, library.PlanRenaming)
    assert plan.wanted == library.RenameSamples((), "kit {n}", kit.id)
    late = library.RenamingPlanned(Ticket(plan.ticket - 1), RenamePlan(((b"/a", b"/b"),)))
    assert decide(planned.state, late).state.filing.plan is None
    found = library.RenamingPlanned(plan.ticket, RenamePlan(taken=(b"/s/kit 1.wav",)))
    taken = decide(planned.state, found).state
    assert decide(taken, intents.RenameAll()).commands == ()
    free = replace(found, plan=RenamePlan(((b"/a", b"/b"),)))
    renamed = decide(decide(planned.state, free).state, intents.RenameAll())
    assert renamed.commands == (plan.wanted,)


def refused_for(hindrance: Hindrance) -> tuple[AppState, RefusedEdit]:
    """Return the state after an edit that was refused for a reason."""
    state = decide(loaded(), intents.EditShown(Op.REVERSE)).state
    refused = RefusedEdit(SAMPLE.id, SAMPLE.path, hindrance, "because")
    report = EditReport(Edit(Op.REVERSE, SPAN), refused=(refused,))
    return decide(state, library.EditEnded(state.editing.ticket, report)).state, refused


def test_what_cannot_be_edited_in_place_can_be_copied() -> None:
    state, _ = refused_for(Hindrance.CONTAINER)
    assert state.screen.sheet is Sheet.HINDERED
    copy = sent(state, intents.CopyHindered(Container.FLAC))
    assert (copy.samples, copy.edit) == ((SAMPLE.id,), Edit(Op.CONVERT, container=Container.FLAC))
    assert refused_for(Hindrance.FILE)[0].screen.sheet is None


def test_what_was_left_out_of_several_files_is_listed() -> None:
    state = decide(loaded(), intents.EditShown(Op.REVERSE)).state
    refused = RefusedEdit(SampleId(8), b"/s/b.wav", Hindrance.FILE, "it is read-only")
    changed = ChangedFile(SAMPLE.id, SAMPLE.path, ("1 loop: cut by the edit",))
    report = EditReport(Edit(Op.REVERSE), (changed,), (refused,))
    listed = decide(state, library.EditEnded(state.editing.ticket, report)).state
    assert listed.screen.sheet is Sheet.HINDERED
    assert report_lines(listed.editing.changed, listed.editing.refused) == (
        "b.wav: it is read-only",
        "break.wav: 1 loop: cut by the edit",
    )
    plain = EditReport(Edit(Op.REVERSE), (ChangedFile(SAMPLE.id, b""),) * 2)
    assert decide(state, library.EditEnded(state.editing.ticket, plain)).state.screen.sheet is None


def test_what_another_program_changed_is_edited_or_undone_only_when_asked() -> None:
    state, refused = refused_for(Hindrance.CHANGED)
    forced = sent(state, intents.ForceHindered())
    assert (forced.force, forced.edit) == (True, Edit(Op.REVERSE, SPAN))

    undone = decide(loaded(), library.UndoRefused(back=True, refused=(refused,))).state
    assert undone.screen.sheet is Sheet.HINDERED
    assert decide(undone, intents.ForceHindered()).commands == (library.Undo(force=True),)


def edited(
    state: AppState, positions: Positions, op: Op = Op.CROP, *, undone: bool = False
) -> AppState:
    """Return the state after the file of the shown sample was edited."""
    token = b"undone" if undone else b"new"
    newer = replace(SAMPLE, token=token, frames=Frames(positions.new))
    state = decide(state, library.SamplesChanged((newer,))).state
    kind = NoticeKind.UNDONE if undone else NoticeKind.DONE
    notice = Notice(kind, about=Action(ActionKind.EDIT, "break.wav", to=op.value))
    changed = library.FilesEdited((EditedSample(newer, positions),))
    return decide(state, library.StepDone(notice, changed, undone=undone)).state


def test_selection_cursor_and_view_stay_where_their_frames_are() -> None:
    state = loaded()
    zoomed = decide(state, intents.ZoomToSelection()).state
    same = edited(zoomed, Positions.reversed(FRAMES, 12_000, 24_000))
    cut = edited(zoomed, Positions.kept(FRAMES, [(6_000, FRAMES)]))
    cropped = edited(zoomed, Positions.kept(FRAMES, [(12_000, 24_000)]))
    removed = edited(zoomed, Positions.kept(FRAMES, [(0, 12_000), (24_000, FRAMES)]))

    assert (same.editor.selection, same.editor.view) == (SPAN, zoomed.editor.view)
    assert same.editor.cursor == 12_000
    assert cut.editor.selection == Span(Frames(6_000), Frames(18_000))
    assert cut.editor.cursor == 6_000
    assert (cropped.editor.selection, cropped.editor.cursor) == (None, 0)
    assert (removed.editor.selection, removed.editor.cursor) == (None, 12_000)
    # Undone, what they were about is selected again.
    for op, spans in (
        (Op.CROP, [(12_000, 24_000)]),
        (Op.TRIM_OUT, [(0, 12_000), (24_000, FRAMES)]),
        (Op.TRIM_OUT, [(24_000, FRAMES)]),
    ):
        positions = Positions.kept(FRAMES, spans)
        back = edited(edited(zoomed, positions), positions.inverse(), op, undone=True)
        trimmed = Span(Frames(0), Frames(24_000)) if len(spans) == 1 else SPAN
        assert back.editor.selection == (SPAN if op is Op.CROP else trimmed)


def test_playback_goes_on_in_the_new_content() -> None:
    anchor = Anchor(13_000.0, Seconds(1.0), 48_000.0, SPAN)
    transport = Transport(
        Status.PLAYING, Ticket(2), SAMPLE.id, anchor, span=SPAN, loop=True, last_start=12_000
    )
    state = replace(loaded(), transport=transport)
    positions = Positions.kept(FRAMES, [(6_000, FRAMES)])
    newer = replace(SAMPLE, token=b"new", frames=Frames(positions.new))
    state = decide(state, library.SamplesChanged((newer,))).state
    notice = Notice(NoticeKind.DONE, about=Action(ActionKind.EDIT, "break.wav", to="crop"))
    decision = decide(
        state, library.StepDone(notice, library.FilesEdited((EditedSample(newer, positions),)))
    )
    moved = Span(Frames(6_000), Frames(18_000))
    after = decision.state.transport

    assert (after.span, after.loop, after.status) == (moved, True, Status.PLAYING)
    exchange = next(one for one in decision.commands if isinstance(one, audio.Exchange))
    assert exchange == audio.Exchange(after.ticket, newer, positions, moved)
    # Of another sample nothing is touched.
    other = replace(transport, sample=SampleId(9))
    quiet = decide(
        replace(state, transport=other),
        library.StepDone(notice, library.FilesEdited((EditedSample(newer, positions),))),
    )
    assert not any(isinstance(one, audio.Exchange) for one in quiet.commands)


def test_the_history_sheet_loads_steps_goes_to_one_and_restores_versions() -> None:
    opened = decide(loaded(), intents.OpenHistory())
    ticket = opened.state.journal.ticket
    assert opened.state.screen.sheet is Sheet.HISTORY
    assert opened.commands == (library.ReadHistory(ticket), library.ReadOriginals(ticket))

    action = Action(ActionKind.EDIT, "break.wav", to="reverse")
    steps = (
        HistoryStep(4, 1.0, "edit", action, undone=False),
        HistoryStep(5, 2.0, "edit", action, undone=True),
    )
    state = decide(opened.state, library.HistoryRead(ticket, steps)).state
    assert state.journal.current == 0
    assert decide(state, intents.GoToStep(5)).commands == (library.GoToStep(5),)
    late = decide(state, library.HistoryRead(Ticket(99), ())).state
    assert late.journal.steps == steps

    versions = decide(state, intents.ShowVersions(on=True))
    assert versions.commands == (library.ReadVersions(ticket, SAMPLE.id),)
    found = library.VersionsRead(ticket, FileVersions(SAMPLE.id))
    state = decide(versions.state, found).state
    (restore,) = decide(state, intents.RestoreVersion(3)).commands
    assert isinstance(restore, library.RestoreVersion)
    assert (restore.sample, restore.version) == (SAMPLE.id, 3)
    again = decide(state, library.HistoryChanged(action, None))
    assert {type(one) for one in again.commands} == {
        *(library.ReadHistory, library.ReadOriginals, library.ReadVersions)
    }


def test_originals_are_deleted_only_after_a_question() -> None:
    state = decide(loaded(), intents.OpenHistory()).state
    ticket = state.journal.ticket
    (asked,) = decide(state, intents.ReclaimSpace()).commands
    assert asked == library.ReclaimOriginals(ticket, 2_000_000_000, dry=True)
    asking = decide(state, intents.ReclaimSpace(everything=True))
    assert asking.commands == (library.ReclaimOriginals(ticket, 0, dry=True),)
    plan = OriginalsReport(3, 900, removed=3, freed=900, names=("kick.wav",))
    asked_for = decide(asking.state, library.OriginalsRead(ticket, plan, planned=True)).state
    assert asked_for.journal.question == plan
    kept = decide(asked_for, intents.ConfirmReclaim(agreed=False))
    assert (kept.commands, kept.state.journal.question) == ((), None)
    assert decide(kept.state, intents.ConfirmReclaim(agreed=True)).commands == ()
    agreed = decide(asked_for, intents.ConfirmReclaim(agreed=True))
    assert agreed.commands == (library.ReclaimOriginals(ticket, 0),)
    # A notice does not offer an undo that there is no more.
    done = edited(agreed.state, Positions.kept(FRAMES, [(0, 9)]))
    gone = decide(done, library.HistoryChanged(None, None)).state
    assert done.screen.notice is not None
    assert gone.screen.notice is None
