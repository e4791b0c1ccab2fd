"""Rules of the waveform panel: picture, view, cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from actors.messages import intents, waveform
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.playback import transport
from actors.session.waveform import span_selection, spectrogram
from models.library.sample import Sample
from models.state.app import AppState
from models.state.editor import Editor, Former
from models.state.notice import Notice, NoticeKind
from models.waveform.detail import wanted_detail
from models.waveform.picture import Picture
from models.waveform.view import View


def show_picture(state: AppState, event: waveform.PictureDrawn) -> Decision:
    """Show a picture, or a more detailed one of the same sample."""
    if event.ticket != state.editor.ticket:
        return Decision(state)
    view = _fit_view(state.editor.view, event.picture, state.editor.width)
    picture = event.picture
    if picture.detail is None and state.editor.picture is not None:
        picture = replace(picture, detail=state.editor.picture.detail)
    editor = replace(state.editor, picture=picture, view=view, reason="")
    return _request_details(replace(state, editor=editor))


def show_loops(state: AppState, event: waveform.MarksRead) -> Decision:
    """Show the loops and markers of the file; a running loop of the whole sample uses them."""
    if event.ticket != state.editor.ticket:
        return Decision(state)
    editor = replace(state.editor, loops=event.loops, markers=event.markers)
    return transport.adopt_file_loop(replace(state, editor=editor))


def _fit_view(view: View | None, picture: Picture, width: int) -> View:
    if view is None or view == View.fit(view.frames, view.width):
        return View.fit(picture.frames, width)
    return view if view.frames == picture.frames else view.with_frames(picture.frames)


def show_detail(state: AppState, event: waveform.DetailRead) -> Decision:
    """Add raw frames to the picture."""
    editor = state.editor
    if event.ticket != editor.ticket or editor.picture is None:
        return Decision(state)
    picture = replace(editor.picture, detail=event.detail)
    return _request_details(replace(state, editor=replace(editor, picture=picture, reading=None)))


def show_failure(state: AppState, event: waveform.DrawFailed) -> Decision:
    """Show why there is no picture."""
    if event.ticket != state.editor.ticket:
        return Decision(state)
    state = replace(
        state,
        editor=replace(
            state.editor, reason=event.reason, reading=None, measuring=None, detecting=False
        ),
    )
    return Decision(with_notice(state, Notice(NoticeKind.NOT_DRAWN, reason=event.reason)))


def update_sample(state: AppState, samples: tuple[Sample, ...]) -> Decision:
    """Draw the shown sample again if its file changed."""
    shown = state.editor.sample
    newer = next((sample for sample in samples if shown and sample.id == shown.id), None)
    if newer is None or shown is None:
        return Decision(state)
    back = bool(state.editor.reason) and shown.missing and not newer.missing
    if newer.token == shown.token and not back:
        return Decision(replace(state, editor=replace(state.editor, sample=newer)))
    old = state.editor
    former = old.former or Former(old.selection, old.cursor, old.view)
    loaded = load_sample(state, newer)
    editor = replace(loaded.state.editor, former=former)
    return Decision(replace(loaded.state, editor=editor), loaded.commands)


def resize_view(state: AppState, width: int) -> Decision:
    """Fit the view to a new width."""
    view = state.editor.view
    editor = replace(state.editor, width=width, view=view.resized(width) if view else None)
    return _request_details(replace(state, editor=editor))


def zoom(state: AppState, intent: intents.Zoom) -> Decision:
    """Zoom in or out."""

    def zoomed(view: View) -> View:
        if intent.x is not None:
            return view.zoomed(intent.factor, intent.x)
        frame = state.editor.cursor if intent.playhead is None else intent.playhead
        if not view.start <= frame <= view.end:
            view = view.centred(frame)
        return view.zoomed(intent.factor, view.x_at(frame) - 0.5)

    return change_view(state, zoomed)


def zoom_to_selection(state: AppState) -> Decision:
    """Zoom to the selection."""
    selection = state.editor.selection
    if selection is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SELECTION)))
    return change_view(state, lambda view: view.showing(selection.start, selection.end))


def zoom_to_frames(state: AppState, playhead: float) -> Decision:
    """Zoom to one frame per pixel, around the playhead."""
    return change_view(state, lambda view: view.starting_at(playhead - view.width / 2, 1.0))


def change_view(state: AppState, changed: Callable[[View], View]) -> Decision:
    """Change the view, if there is one, and request what it needs."""
    if state.editor.view is None:
        return Decision(state)
    state = replace(state, editor=replace(state.editor, view=changed(state.editor.view)))
    return _request_details(state)


def _request_details(state: AppState) -> Decision:
    return _request_frames(state).then(spectrogram.request_spectrogram)


def _request_frames(state: AppState) -> Decision:
    editor = state.editor
    if editor.picture is None or editor.view is None or editor.sample is None:
        return Decision(state)
    wanted = wanted_detail(editor.picture, editor.view)
    if wanted is None or wanted == editor.reading:
        return Decision(state)
    state = replace(state, editor=replace(editor, reading=wanted))
    return Decision(state, (waveform.ReadDetail(editor.ticket, editor.sample, wanted),))


HIGHEST = 1_000.0
"""Maximum magnification: 60 dB."""


def zoom_height(state: AppState, factor: float) -> AppState:
    """Return the state with the waveform magnified vertically; back at 1 near it."""
    gain = min(max(1.0, state.editor.gain * factor), HIGHEST)
    return replace(state, editor=replace(state.editor, gain=gain))


def show_all(state: AppState) -> Decision:
    """Show the whole sample at its own height."""
    state = replace(state, editor=replace(state.editor, gain=1.0))
    return change_view(state, lambda view: view.fit(view.frames, view.width))


def move_cursor(state: AppState, intent: intents.MoveCursor) -> Decision:
    """Move the cursor by pixels, so that a step looks the same at any zoom."""
    view = state.editor.view
    if view is None:
        return Decision(state)
    frame = intent.playhead + intent.pixels * view.spp
    return transport.seek(state, round(frame)).then(_follow)


def place_cursor(state: AppState, intent: intents.PlaceCursor) -> Decision:
    """Move the cursor to an end of the selection, or of the sample."""
    selection = state.editor.selection
    start, end = (
        (selection.start, selection.end) if selection else (0, span_selection.sample_length(state))
    )
    return transport.seek(state, end - 1 if intent.end else start).then(_follow)


def _follow(state: AppState) -> Decision:
    cursor = state.editor.cursor
    return change_view(
        state, lambda view: view if view.start <= cursor <= view.end else view.centred(cursor)
    )


def load_sample(state: AppState, sample: Sample) -> Decision:
    """Load `sample` in the waveform panel; playback continues."""
    state, ticket = with_ticket(state)
    before = state.editor
    view = View.fit(sample.frames, before.width) if sample.frames else None
    editor = Editor(sample, ticket, view=view, width=before.width)
    state = replace(state, editor=editor)
    drawn = Decision(state, (waveform.Draw(ticket, sample),))
    return drawn.then(span_selection.request_transients).then(spectrogram.request_spectrogram)
