"""The rules of the app: a state and a message in, a state and commands out.

Pure: no clock, no file, no `await`. Each intent goes to the handler of its subject, each event to
the rules it concerns.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import assert_never

from actors.kernel.supervisor import (
    ActorCrashed,
    ActorGaveUp,
    ActorRecovered,
    ActorSilent,
    Health,
)
from actors.messages import audio, config, embeddings, handoff, intents, library, waveform
from actors.session import steps
from actors.session.app import focus, lessons, library_work, parts
from actors.session.app import handler as app_handler
from actors.session.collections import collections, export
from actors.session.collections import handler as collections_handler
from actors.session.decision import Decision
from actors.session.edits import edits, history
from actors.session.edits import handler as edits_handler
from actors.session.files import files
from actors.session.files import handler as files_handler
from actors.session.handoff import calling, requests
from actors.session.handoff import events as handoff_events
from actors.session.handoff import handler as handoff_handler
from actors.session.inside import handler as inside_handler
from actors.session.inside import hits
from actors.session.library import handler as library_handler
from actors.session.library import predecessor, sources
from actors.session.playback import handler as playback_handler
from actors.session.playback import transport
from actors.session.recording import handler as recording_handler
from actors.session.recording import recording, takes
from actors.session.samples import (
    audition,
    counting,
    sample_lists,
    shown_samples,
    view_states,
)
from actors.session.samples import handler as samples_handler
from actors.session.searches import handler as searches_handler
from actors.session.searches import searches
from actors.session.sending import handler as sending_handler
from actors.session.sending import sending
from actors.session.settings import place, settings
from actors.session.similarity import duplicates, embedding, embedding_models, similarity, sound_map
from actors.session.similarity import handler as similarity_handler
from actors.session.slices import cut_steps, slicing
from actors.session.slices import handler as slices_handler
from actors.session.slices import markers as slice_markers
from actors.session.waveform import handler as waveform_handler
from actors.session.waveform import span_selection, spectrogram, waveform_view
from models.audio.units import SourceId
from models.state.app import AppState

Event = (
    audio.Event
    | library.Event
    | waveform.Event
    | config.Event
    | embeddings.Event
    | handoff.Event
    | Health
)
Message = intents.Intent | Event


def decide(state: AppState, message: Message) -> Decision:
    """Apply one message to the state."""
    follow = partial(_follow, before=state)
    if isinstance(message, intents.Intent):
        decided = _intent(state, message).then(follow)
        decided = replace(decided, state=lessons.learn(decided.state, message))
        decision = settings.with_save(state, decided)
        decision = view_states.with_view_state_save(state, decision)
        return parts.drop_undeliverable(decision, by_person=True)
    # Files were asked for by a person, who waits for what is done with them.
    by_person = isinstance(message, library.FilesLocated | library.HotFolderRead)
    decision = _event(state, message).then(follow)
    if state.sources.known and decision.state.browser.query.source != state.browser.query.source:
        decision = view_states.with_view_state_save(state, decision)
    return parts.drop_undeliverable(decision, by_person=by_person)


def _follow(state: AppState, before: AppState) -> Decision:
    """Apply the rules that follow from what changed, whatever changed it."""
    followed = slicing.follow_sample(focus.follow_sheets(state, before), before)
    followed = followed.then(partial(hits.follow, before=before))
    followed = followed.then(partial(recording.follow, before=before))
    followed = followed.then(partial(takes.follow, before=before))
    followed = followed.then(partial(counting.follow_list, before=before))
    return followed.then(partial(place.follow_place, before=before))


def _intent(state: AppState, intent: intents.Intent) -> Decision:
    """Apply an intent by the rules of its subject."""
    if isinstance(intent, intents.CollectionsIntent):
        return collections_handler.handle(state, intent)
    if isinstance(intent, intents.EditsIntent):
        return edits_handler.handle(state, intent)
    if isinstance(intent, intents.FilesIntent):
        return files_handler.handle(state, intent)
    if isinstance(intent, intents.HandoffIntent):
        return handoff_handler.handle(state, intent)
    if isinstance(intent, intents.InsideIntent):
        return inside_handler.handle(state, intent)
    if isinstance(intent, intents.LibraryIntent):
        return library_handler.handle(state, intent)
    if isinstance(intent, intents.PlaybackIntent):
        return playback_handler.handle(state, intent)
    if isinstance(intent, intents.RecordingIntent):
        return recording_handler.handle(state, intent)
    if isinstance(intent, intents.SamplesIntent):
        return samples_handler.handle(state, intent)
    if isinstance(intent, intents.SearchesIntent):
        return searches_handler.handle(state, intent)
    if isinstance(intent, intents.SendingIntent):
        return sending_handler.handle(state, intent)
    if isinstance(intent, intents.SimilarityIntent):
        return similarity_handler.handle(state, intent)
    if isinstance(intent, intents.SlicesIntent):
        return slices_handler.handle(state, intent)
    if isinstance(intent, intents.WaveformIntent):
        return waveform_handler.handle(state, intent)
    return app_handler.handle(state, intent)


def _event(state: AppState, event: Event) -> Decision:
    if isinstance(event, audio.RecordingEvent):
        return recording_handler.apply_event(state, event)
    if isinstance(event, audio.PlaybackEvent):
        return transport.apply_event(state, event)
    if isinstance(event, handoff.Event):
        return handoff_events.apply_event(state, event)
    match event:
        case waveform.MarksRead():
            return waveform_view.show_loops(state, event)
        case waveform.PictureDrawn():
            return waveform_view.show_picture(state, event).then(slicing.refresh)
        case waveform.DetailRead():
            return waveform_view.show_detail(state, event)
        case waveform.DrawFailed():
            return waveform_view.show_failure(state, event)
        case waveform.ThumbnailsDrawn():
            return Decision(sample_lists.store_thumbnails(state, event))
        case waveform.CrossingsFound():
            snapped = span_selection.snap_to_crossings(state, event)
            return snapped.then(partial(slice_markers.snap_to_crossings, event=event))
        case waveform.TransientsFound():
            return Decision(span_selection.store_transients(state, event)).then(slicing.refresh)
        case waveform.SpectrumDrawn():
            return Decision(spectrogram.show_spectrogram(state, event))
        case config.SettingsRead():
            return settings.load_settings(state, event).then(predecessor.apply_recovered_settings)
        case config.SettingsSaved():
            return predecessor.complete_import(state)
        case config.SettingsFailed():
            return Decision(predecessor.keep_incomplete(settings.report_unsaved(state, event)))
        case embeddings.SimilarFound():
            return similarity.show_result(state, event)
        case embeddings.EmbeddingProgressed():
            return embedding.show_progress(state, event)
        case embeddings.EmbeddingEnded():
            return embedding.end_embedding(state, event).then(sound_map.refresh_map)
        case embeddings.AnalysisProgressed():
            return Decision(embedding.show_analysis_progress(state, event))
        case embeddings.AnalysisEnded():
            return embedding.end_analysis(state, event)
        case embeddings.InsideProgressed():
            return hits.show_progress(state, event)
        case embeddings.InsideEnded():
            return hits.end(state, event)
        case embeddings.DuplicatesProgressed():
            return Decision(duplicates.show_progress(state, event))
        case embeddings.DuplicatesFound():
            return duplicates.show_groups(state, event)
        case embeddings.ModelsListed():
            return embedding_models.show_models(state, event)
        case embeddings.PlaceTried():
            return place.show_trial(state, event)
        case embeddings.ClusterWaited():
            return Decision(place.show_waiting(state, event))
        case embeddings.MapLaidOut():
            return Decision(sound_map.store_map(state, event))
        case ActorCrashed() | ActorGaveUp() | ActorSilent() | ActorRecovered():
            return parts.apply_health(state, event)
        case _:
            return _library(state, event)


def _take_read(state: AppState, event: library.TraitsRead | library.SearchesRead) -> Decision:
    if isinstance(event, library.SearchesRead):
        return shown_samples.request(searches.show(state, event.searches))
    return Decision(sound_map.store_traits(state, event))


def _filled(state: AppState, event: library.RowsRead) -> Decision:
    filled = sample_lists.fill_rows(state, event).then(audition.load_pending)
    return filled.then(partial(shown_samples.follow, samples=event.samples))


def _listed_again(state: AppState, source: SourceId) -> Decision:
    return sources.refresh_source(state, source).then(shown_samples.request)


def _scanned(state: AppState, event: library.ScanEnded) -> Decision:
    reported = sources.show_scan_report(state, event)
    shown = reported.then(partial(calling.show_scanned, event=event))
    return shown.then(embedding.start_embedding)


def _library(state: AppState, event: library.Event) -> Decision:
    match event:
        case library.SourcesListed():
            shown = sources.show_sources(state, event)
            fresh = not state.sources.known or sources.any_back_online(state, event)
            return shown.then(embedding.start_embedding) if fresh else shown
        case library.ViewStatesRead():
            return Decision(view_states.load_view_states(state, event))
        case library.SourceAdded():
            return sources.show_added_folder(state, event)
        case library.Forgotten():
            return Decision(sources.show_forgetting(state, event))
        case library.SourceRefused():
            return Decision(sources.show_root_reason(state, event))
        case library.ScanProgressed():
            return sources.show_scan_progress(state, event)
        case library.ScanEnded():
            return _scanned(state, event)
        case library.Listed():
            if duplicates.awaits_list(state, event):
                return duplicates.order_by_list(state, event)
            listed = similarity.compare_list(state, event)
            return listed.then(partial(calling.focus_listed, event=event))
        case library.Counted():
            return Decision(counting.show_counts(state, event))
        case library.RowsRead():
            return _filled(state, event)
        case library.FoldersRead():
            return sources.show_folders(state, event)
        case library.TrashRefused(reason=reason):
            return Decision(files.ask_for_trash_folder(state, reason))
        case library.WorkProgressed():
            return Decision(library_work.show_progress(state, event))
        case library.WorkEnded():
            return Decision(library_work.remove_task(state, event))
        case library.SourceRelinked(source=source, root=root):
            return files.scan_relocated(state, source, root).then(shown_samples.request)
        case library.SamplesAdded(source=source):
            return _listed_again(state, source).then(embedding.start_embedding)
        case library.SamplesChanged(samples=samples):
            redrawn = shown_samples.follow(sample_lists.replace_rows(state, samples), samples)
            return redrawn.then(sample_lists.request_thumbnails).then(sample_lists.follow_values)
        case library.StepDone():
            return steps.apply_step(state, event).then(partial(cut_steps.record_step, event=event))
        case library.NothingDone():
            return Decision(steps.report_no_step(state, event))
        case library.TraitsRead() | library.SearchesRead():
            return _take_read(state, event)
        case library.CollectionsListed():
            return collections.show_collections(state, event)
        case library.CollectionRefused():
            return Decision(collections.show_name_reason(state, event))
        case library.HistoryChanged():
            return Decision(steps.update_history(state, event)).then(history.refresh)
        case library.ExportRead():
            return Decision(export.restore_settings(state, event))
        case library.ExportProgressed():
            return Decision(export.show_progress(state, event))
        case library.ExportEnded():
            return Decision(export.show_report(state, event))
        case library.FilesLocated():
            return requests.use_files(state, event)
        case library.RenamingPlanned():
            return Decision(files.show_plan(state, event))
        case library.PathsLocated():
            return calling.show_places(state, event)
        case library.HotFolderRead():
            return sending.use_folder(state, event)
        case library.HotFolderRefused():
            return Decision(sending.ask_again(state, event))
        case library.PredecessorFound():
            return Decision(predecessor.show_preview(state, event))
        case library.Imported():
            return predecessor.finish_import(state, event)
        case library.ChoicesImported():
            return predecessor.recover_settings(state, event)
        case library.ImportFailed(reason=reason):
            return Decision(predecessor.fail_import(state, reason))
        case library.TakeKept():
            return takes.use_kept(state, event)
        case library.EditEnded():
            return edits.show_report(state, event)
        case library.UndoRefused():
            return edits.show_refused_undo(state, event)
        case (
            library.HistoryRead()
            | library.VersionsRead()
            | library.OriginalsRead()
            | library.BackupsRead()
        ):
            return Decision(history.store(state, event))
        case library.LibraryClosed(reason=reason):
            return parts.close_library(state, reason)
        case library.LibraryFailed():
            return parts.apply_library_failure(state, event)
        case _:
            assert_never(event)
