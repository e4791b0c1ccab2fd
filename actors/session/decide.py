"""The rules of the app: a state and a message in, a state and orders out.

Pure. If it needs a clock, a file or an `await`, it does not belong here. This
file is the switchboard; the rules stand in the files it calls, by subject.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from actors.kernel.supervisor import ActorCrashed, ActorGaveUp, Health
from actors.messages import audio, library, session, waveform
from actors.session import (
    auditioning,
    listing,
    playback,
    screening,
    sourcing,
    viewing,
)
from actors.session.decision import Decision, told
from models.state.app import AppState

Event = audio.Event | library.Event | waveform.Event | Health
Heard = session.Intent | Event


def decide(state: AppState, heard: Heard) -> Decision:
    """Apply one message to the state."""
    if isinstance(heard, session.Intent):
        return _wish(state, heard)
    return _event(state, heard)


def _wish(state: AppState, wish: session.Intent) -> Decision:
    match wish:
        case session.AddSource(root=root):
            return sourcing.add(state, root)
        case session.RemoveSource(source=source):
            return sourcing.remove(state, source)
        case session.ScanSource(source=source):
            return sourcing.scan(state, source)
        case session.ScanAll():
            return sourcing.scan_all(state)
        case session.CancelTask(ticket=ticket):
            return sourcing.cancel(state, ticket)
        case session.ChooseSource(source=chosen):
            return sourcing.choose(state, chosen)
        case session.ChooseFolder(path=path):
            return sourcing.choose_folder(state, path)
        case session.ToggleFolder(path=path):
            return Decision(sourcing.toggle_folder(state, path))
        case session.Search(words=words):
            return screening.search(state, words)
        case session.FilterTag(tag=tag):
            return listing.ask(state, replace(state.browser.query, tag=tag))
        case session.SortBy(sort=sort):
            return screening.sort(state, sort)
        case session.ShowRows(first=first, count=count):
            return listing.show_rows(state, first, count)
        case session.FocusRow(row=row):
            return auditioning.focus_row(state, row)
        case session.StepFocus(rows=rows):
            return screening.step(state, rows)
        case session.LoadFocused():
            return auditioning.load_focused(state)
        case session.TogglePlay():
            return playback.toggle(state)
        case session.Replay():
            return playback.replay(state)
        case session.PlayFromCursor():
            return playback.play_from_cursor(state)
        case session.PlayFrom(frame=frame):
            return playback.play_from(state, frame)
        case session.PlaySelection():
            return playback.play_selection(state)
        case session.ToggleLoop():
            return playback.toggle_loop(state)
        case session.StepBack():
            return screening.step_back(state)
        case session.SetVolume():
            return playback.set_volume(state, wish)
        case session.ResizePicture(width=width):
            return viewing.resize(state, width)
        case session.Zoom():
            return viewing.zoom(state, wish)
        case session.Pan(pixels=pixels):
            return viewing.look(state, lambda view: view.panned(pixels))
        case session.ShowFrom(frame=first):
            return viewing.look(state, lambda view: view.scrolled_to(first))
        case session.ShowAll():
            return viewing.look(state, lambda view: view.fit(view.frames, view.width))
        case session.ZoomToSelection():
            return viewing.zoom_to_selection(state)
        case session.MoveCursor():
            return viewing.move_cursor(state, wish)
        case session.PlaceCursor():
            return viewing.place_cursor(state, wish)
        case session.Select():
            return viewing.select(state, wish.span, provisional=wish.provisional)
        case session.SelectAll():
            return viewing.select_all(state)
        case session.ShowChannels(channels=channels):
            return Decision(replace(state, editor=replace(state.editor, channels=channels)))
        case session.FocusPanel(panel=panel):
            return Decision(screening.focus_panel(state, panel))
        case session.ToggleSheet(sheet=sheet):
            return Decision(screening.toggle_sheet(state, sheet))
        case session.ToggleFullScreen():
            full = not state.screen.full
            return Decision(replace(state, screen=replace(state.screen, full=full)))
        case session.SetDensity(density=density):
            return Decision(replace(state, screen=replace(state.screen, density=density)))
        case session.SetAudition(on=on):
            return Decision(replace(state, screen=replace(state.screen, audition=on)))
        case session.Tell(text=text, problem=problem):
            return Decision(told(state, text, problem=problem))
        case _:
            assert_never(wish)


def _event(state: AppState, event: Event) -> Decision:
    if isinstance(event, audio.Event):
        return playback.heard(state, event)
    match event:
        case waveform.PictureDrawn():
            return viewing.picture_drawn(state, event)
        case waveform.DetailRead():
            return viewing.detail_read(state, event)
        case waveform.DrawFailed():
            return viewing.draw_failed(state, event)
        case waveform.ThumbnailsDrawn():
            return Decision(listing.thumbnails_drawn(state, event))
        case ActorCrashed() | ActorGaveUp():
            return screening.health(state, event)
        case _:
            return _library(state, event)


def _library(state: AppState, event: library.Event) -> Decision:
    match event:
        case library.SourcesListed():
            return sourcing.sources_listed(state, event)
        case library.SourceRefused():
            return Decision(sourcing.refused(state, event))
        case library.ScanProgressed():
            return sourcing.scan_progressed(state, event)
        case library.ScanEnded():
            return sourcing.scan_ended(state, event)
        case library.Listed():
            return listing.listed(state, event)
        case library.RowsRead():
            return listing.rows_read(state, event).then(auditioning.settle)
        case library.FoldersRead():
            return Decision(sourcing.folders_read(state, event))
        case library.SamplesChanged(samples=samples):
            redrawn = viewing.changed(listing.changed(state, samples), samples)
            return redrawn.then(listing.thumbnails_wanted)
        case library.LibraryFailed(reason=reason):
            return Decision(told(state, reason, problem=True))
        case _:
            assert_never(event)
