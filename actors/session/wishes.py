"""What each wish of a person calls: the one half of the switchboard, by subject."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from actors.messages import audio, library, session
from actors.session import (
    alike,
    auditioning,
    choosing,
    collecting,
    duplicating,
    exporting,
    filing,
    hearing,
    importing,
    listing,
    mapping,
    marking,
    networking,
    playback,
    screening,
    selecting,
    sounding,
    sourcing,
    spectral,
    viewing,
)
from actors.session.decision import Decision, with_notice
from models.audio.tempo import FASTEST, SLOWEST
from models.state.app import AppState
from models.state.screen import Screen
from models.types.filtering import with_type


def wish(state: AppState, wish: session.Intent) -> Decision:
    """Apply a wish to the state."""
    if isinstance(wish, session.SourceIntent):
        return _source(state, wish)
    if isinstance(wish, session.AlikeIntent):
        return _alike(state, wish)
    if isinstance(wish, session.ListIntent):
        return _list(state, wish)
    if isinstance(wish, session.CollectionIntent):
        return _collection(state, wish)
    if isinstance(wish, session.PlayIntent):
        return _play(state, wish)
    if isinstance(wish, session.LookIntent):
        return _look(state, wish)
    if isinstance(wish, session.SelectIntent):
        return _select(state, wish)
    return _screen(state, wish)


def _alike(state: AppState, wish: session.AlikeIntent) -> Decision:
    match wish:
        case session.FindAlike():
            return alike.find(state, wish)
        case session.RefineAlike(sample=sample, wanted=wanted):
            return alike.refine(state, sample, wanted=wanted)
        case session.WeighAspect():
            return alike.weigh(state, wish)
        case session.StepAlike(back=back):
            return alike.step(state, back=back)
        case session.SortByMatch():
            return alike.by_match(state)
        case session.LeaveAlike():
            return duplicating.leave(state) if state.duplicates.shown else alike.leave(state)
        case session.FindSpoken(words=words):
            return alike.find_spoken(state, words)
        case session.FindDuplicates():
            return duplicating.find(state)
        case session.KeepOne(sample=kept):
            return duplicating.keep_one(state, kept)
        case session.KeepBest():
            return duplicating.keep_best(state)
        case session.FilterType(kind=kind):
            return screening.search(state, with_type(state.browser.query.words, kind))
        case session.CorrectType(sample=sample, kind=kind):
            return hearing.correct(state, sample, kind)
        case session.ShowMap(on=on):
            return mapping.show(state, on=on)
        case session.ColourMap(by=by):
            return Decision(mapping.colour(state, by))
        case session.PickSample(sample=sample):
            return mapping.pick(state, sample)
        case session.Surround(samples=samples):
            return mapping.surround(state, samples)
        case _:
            assert_never(wish)


def _source(state: AppState, wish: session.SourceIntent) -> Decision:
    match wish:
        case session.AddSource(root=root, full=full):
            return sourcing.add(state, root, full=full)
        case session.OfferImport():
            return importing.offer(state)
        case session.ImportPredecessor():
            return importing.carry_out(state, wish)
        case session.DeclineImport():
            return importing.decline(state)
        case session.RemoveSource(source=source):
            return sourcing.remove(state, source)
        case session.NarrowSource(source=source, folder=folder):
            return Decision(state, (library.NarrowSource(source, folder),))
        case session.AskToForget(path=path):
            return Decision(state, (library.Forget(path),))
        case session.Forget(path=path):
            return Decision(state, (library.Forget(path, sure=True),))
        case session.ScanSource(source=source, full=full):
            return sourcing.scan(state, source, full=full)
        case session.ScanAll():
            return sourcing.scan_all(state)
        case session.CancelTask(ticket=ticket):
            return sourcing.cancel(state, ticket)
        case session.SearchEverywhere():
            return screening.search_everywhere(state)
        case session.ChooseSource(source=chosen):
            return sourcing.choose(state, chosen)
        case session.ChooseFolder(path=path):
            return sourcing.choose_folder(state, path)
        case session.AddFolder(path=path):
            return sourcing.add_folder(state, path)
        case session.BeginRename(what=what):
            return filing.begin_rename(state, what)
        case session.GiveName(name=called):
            return filing.give_name(state, called)
        case session.MoveInto():
            return filing.move_into(state, wish)
        case session.ThrowAway(sample=thrown):
            return filing.throw_away(state, thrown)
        case session.ThrowRejectedAway(count=count):
            return filing.throw_rejected_away(state, count)
        case session.MoveFolder(path=path, into=into):
            return filing.move_folder(state, path, into)
        case session.ThrowFolderAway(path=path):
            return filing.throw_folder_away(state, path)
        case session.RelinkSource():
            return filing.relink(state, wish)
        case session.SetTrash(folder=trash):
            return filing.set_trash(state, trash)
        case session.SetClips(folder=clips):
            return filing.set_clips(state, clips)
        case session.ToggleFolder(path=path):
            return Decision(sourcing.toggle_folder(state, path))
        case session.Search(words=words):
            return screening.search(state, words)
        case session.FilterTag(tag=tag):
            return listing.ask(state, replace(state.browser.query, tag=tag))
        case session.SortBy(sort=sort):
            return screening.sort(state, sort)
        case _:
            assert_never(wish)


def _list(state: AppState, wish: session.ListIntent) -> Decision:
    match wish:
        case session.ShowRows(first=first, count=count, panel=panel):
            return listing.show_rows(state, first, count, panel)
        case session.FocusRow(row=row, panel=panel, keep=keep):
            return auditioning.focus_row(state, row, panel, keep=keep)
        case session.StepFocus(rows=rows, keep=keep):
            return screening.step(state, rows, keep=keep)
        case session.LoadFocused():
            return auditioning.load_focused(state)
        case session.ExtendFocus(rows=rows):
            return choosing.extend(state, rows)
        case session.ExtendTo(row=row, panel=panel):
            return choosing.extend_to(state, row, panel)
        case session.ToggleSelected(row=chosen, panel=where):
            return choosing.toggle(state, chosen, where)
        case session.SelectAllRows():
            return choosing.select_all(state)
        case session.ClearRows(panel=panel):
            return choosing.clear(state, panel)
        case session.MarkSamples(tag=tag):
            return marking.mark(state, tag)
        case session.MarkSample():
            return marking.mark_sample(state, wish)
        case session.MarkShown(tag=tag):
            return marking.mark_shown(state, tag)
        case session.Undo():
            return Decision(state, (library.Undo(filing.trash(state)),))
        case session.Redo():
            return Decision(state, (library.Redo(),))
        case _:
            assert_never(wish)


def _collection(state: AppState, wish: session.CollectionIntent) -> Decision:
    match wish:
        case session.ChooseCollection(collection=collection):
            return collecting.choose(state, collection)
        case session.BeginNaming(collection=naming):
            return Decision(collecting.begin_naming(state, naming))
        case session.RenameChosen():
            return collecting.rename_chosen(state)
        case session.NameCollection(words=words):
            return collecting.name(state, words)
        case session.RemoveCollection(collection=gone):
            return collecting.remove(state, gone)
        case session.PlaceCollection(rows=rows):
            return collecting.place(state, rows)
        case session.Collect():
            return collecting.collect(state, wish)
        case session.CollectClip():
            return collecting.clip(state, wish)
        case session.CollectInto():
            return collecting.collect_into(state, wish)
        case session.Uncollect():
            return collecting.uncollect(state)
        case session.UncollectOne(sample=sample):
            return collecting.uncollect_one(state, sample)
        case session.PlaceMembersAt(sample=sample, at=at):
            return collecting.place_members_at(state, sample, at)
        case session.BeginExport(collection=exported):
            return exporting.begin(state, exported)
        case session.ShapeExport(folder=folder, settings=settings):
            return Decision(exporting.shape(state, folder, settings))
        case session.Export():
            return exporting.carry_out(state, wish)
        case session.PlaceMembers(rows=rows):
            return collecting.place_members(state, rows)
        case _:
            assert_never(wish)


def _play(state: AppState, wish: session.PlayIntent) -> Decision:
    match wish:
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
        case session.ToggleLoop(playhead=playhead):
            return playback.toggle_loop(state, playhead)
        case session.MoveCursor():
            return viewing.move_cursor(state, wish)
        case session.PlaceCursor():
            return viewing.place_cursor(state, wish)
        case session.SetVolume():
            return playback.set_volume(state, wish)
        case session.OpenSound():
            return sounding.opened(state)
        case session.SetRoute(route=route):
            return sounding.set_route(state, route)
        case session.SetListening(listening=listening):
            return sounding.set_listening(state, listening)
        case session.OpenModels():
            return networking.opened(state)
        case session.UseModel(name=name):
            return networking.use(state, name)
        case session.VerifyModel(name=name):
            return networking.verify(state, name)
        case session.InstallModel(checkpoint=checkpoint):
            return networking.install(state, checkpoint)
        case session.RescanDevices():
            return sounding.rescan(state)
        case session.PlayTone(side=side):
            return Decision(state, (audio.PlayTone(side),))
        case _:
            assert_never(wish)


def _look(state: AppState, wish: session.LookIntent) -> Decision:
    match wish:
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
        case session.LookAt(start=start, spp=spp):
            return viewing.look(state, lambda view: view.looking(start, spp))
        case session.ShowTrueSize(playhead=playhead):
            return viewing.true_size(state, playhead)
        case session.ToggleSpectrum():
            return spectral.toggle(state)
        case session.ShowChannels(channels=channels):
            return Decision(replace(state, editor=replace(state.editor, channels=channels)))
        case _:
            assert_never(wish)


def _select(state: AppState, wish: session.SelectIntent) -> Decision:
    match wish:
        case session.Select():
            return selecting.select(state, wish.span, provisional=wish.provisional)
        case session.SelectAll():
            return selecting.select_all(state)
        case session.ExtendSelection():
            return selecting.extend(state, wish)
        case session.PushEdge():
            return selecting.push(state, wish)
        case session.RestEdges():
            return selecting.rest(state, wish)
        case _:
            assert_never(wish)


def _screen(state: AppState, wish: session.ScreenIntent) -> Decision:
    screen = state.screen
    match wish:
        case session.StepBack():
            return screening.step_back(state)
        case session.FocusPanel(panel=panel):
            return screening.focus(state, panel)
        case session.ToggleSheet(sheet=sheet):
            return Decision(screening.toggle_sheet(state, sheet))
        case session.SetSnap(snap=snap):
            return selecting.set_snap(state, snap)
        case session.Tell(notice=notice):
            return Decision(with_notice(state, notice))
        case session.ToggleFullScreen():
            return _changed(state, replace(screen, full=not screen.full))
        case session.SetDensity(density=density):
            return _changed(state, replace(screen, density=density))
        case session.UseFingers(on=fingers):
            return _changed(state, replace(screen, fingers=fingers))
        case session.SetAudition(on=on):
            return _changed(state, replace(screen, audition=on))
        case session.SetTempo(beats=tempo):
            return _changed(state, replace(screen, tempo=min(max(SLOWEST, tempo), FASTEST)))
        case session.SetRuler(beats=beats):
            return _changed(state, replace(screen, beats=beats))
        case session.SetLog(level=level):
            return _changed(state, replace(screen, log=level))
        case session.SetFollow(on=on):
            return _changed(state, replace(screen, follow=on))
        case _:
            assert_never(wish)


def _changed(state: AppState, screen: Screen) -> Decision:
    return Decision(replace(state, screen=screen))
