"""The rules of the app: a state and a message in, a state and orders out.

Pure. If it needs a clock, a file or an `await`, it does not belong here. This
file and `wishes` are the switchboard; the rules stand in the files they call,
by subject.
"""

from __future__ import annotations

from typing import assert_never

from actors.kernel.supervisor import (
    ActorCrashed,
    ActorGaveUp,
    ActorRecovered,
    ActorSilent,
    Health,
)
from actors.messages import audio, config, embeddings, intents, library, waveform
from actors.session import steps
from actors.session.app import handler as app_handler
from actors.session.app import library_work, parts
from actors.session.collections import collections, export
from actors.session.collections import handler as collections_handler
from actors.session.decision import Decision
from actors.session.library import files, predecessor, sources
from actors.session.library import handler as library_handler
from actors.session.playback import handler as playback_handler
from actors.session.playback import transport
from actors.session.samples import audition, sample_lists, view_states
from actors.session.samples import handler as samples_handler
from actors.session.settings import settings
from actors.session.similarity import duplicates, embedding, embedding_models, similarity, sound_map
from actors.session.similarity import handler as similarity_handler
from actors.session.waveform import handler as waveform_handler
from actors.session.waveform import span_selection, spectrogram, waveform_view
from models.state.app import AppState

Event = audio.Event | library.Event | waveform.Event | config.Event | embeddings.Event | Health
Heard = intents.Intent | Event


def decide(state: AppState, heard: Heard) -> Decision:
    """Apply one message to the state."""
    if isinstance(heard, intents.Intent):
        kept = view_states.kept(state, settings.kept(state, _intent(state, heard)))
        return parts.served(kept, wished=True)
    return parts.served(_event(state, heard), wished=False)


def _intent(state: AppState, intent: intents.Intent) -> Decision:
    """Apply an intent by the rules of its subject."""
    if isinstance(intent, intents.CollectionsIntent):
        return collections_handler.handle(state, intent)
    if isinstance(intent, intents.LibraryIntent):
        return library_handler.handle(state, intent)
    if isinstance(intent, intents.PlaybackIntent):
        return playback_handler.handle(state, intent)
    if isinstance(intent, intents.SamplesIntent):
        return samples_handler.handle(state, intent)
    if isinstance(intent, intents.SimilarityIntent):
        return similarity_handler.handle(state, intent)
    if isinstance(intent, intents.WaveformIntent):
        return waveform_handler.handle(state, intent)
    return app_handler.handle(state, intent)


def _event(state: AppState, event: Event) -> Decision:
    if isinstance(event, audio.Event):
        return transport.heard(state, event)
    match event:
        case waveform.MarksRead():
            return waveform_view.marks_read(state, event)
        case waveform.PictureDrawn():
            return waveform_view.picture_drawn(state, event)
        case waveform.DetailRead():
            return waveform_view.detail_read(state, event)
        case waveform.DrawFailed():
            return waveform_view.draw_failed(state, event)
        case waveform.ThumbnailsDrawn():
            return Decision(sample_lists.thumbnails_drawn(state, event))
        case waveform.CrossingsFound():
            return span_selection.crossings_found(state, event)
        case waveform.TransientsFound():
            return Decision(span_selection.transients_found(state, event))
        case waveform.SpectrumDrawn():
            return Decision(spectrogram.drawn(state, event))
        case config.SettingsRead():
            return settings.read(state, event).then(predecessor.settings_read)
        case config.SettingsSaved():
            return predecessor.saved(state)
        case config.SettingsFailed():
            return Decision(predecessor.not_saved(settings.failed(state, event)))
        case embeddings.SimilarFound():
            return similarity.found(state, event)
        case embeddings.EmbeddingProgressed():
            return embedding.progressed(state, event)
        case embeddings.EmbeddingEnded():
            return embedding.ended(state, event).then(sound_map.renewed)
        case embeddings.AnalysisProgressed():
            return Decision(embedding.analysis_progressed(state, event))
        case embeddings.AnalysisEnded():
            return embedding.analysis_ended(state, event)
        case embeddings.DuplicatesProgressed():
            return Decision(duplicates.progressed(state, event))
        case embeddings.DuplicatesFound():
            return duplicates.found(state, event)
        case embeddings.ModelsListed():
            return embedding_models.listed(state, event)
        case embeddings.MapLaidOut():
            return Decision(sound_map.laid(state, event))
        case ActorCrashed() | ActorGaveUp() | ActorSilent() | ActorRecovered():
            return parts.reported(state, event)
        case _:
            return _library(state, event)


def _library(state: AppState, event: library.Event) -> Decision:
    match event:
        case library.SourcesListed():
            shown = sources.sources_listed(state, event)
            fresh = not state.sources.known or sources.are_back(state, event)
            return shown.then(embedding.listen) if fresh else shown
        case library.ViewStatesRead():
            return Decision(view_states.read(state, event))
        case library.SourceAdded():
            return sources.added(state, event)
        case library.Forgotten():
            return Decision(sources.forgotten(state, event))
        case library.SourceRefused():
            return Decision(sources.refused(state, event))
        case library.ScanProgressed():
            return sources.scan_progressed(state, event)
        case library.ScanEnded():
            return sources.scan_ended(state, event).then(embedding.listen)
        case library.Listed():
            listed = duplicates.listed if duplicates.asked(state, event) else similarity.listed
            return listed(state, event)
        case library.RowsRead():
            return sample_lists.rows_read(state, event).then(audition.settle)
        case library.FoldersRead():
            return sources.folders_read(state, event)
        case library.TrashRefused(reason=reason):
            return Decision(files.trash_refused(state, reason))
        case library.WorkProgressed():
            return Decision(library_work.progressed(state, event))
        case library.WorkEnded():
            return Decision(library_work.ended(state, event))
        case library.SourceRelinked(source=source, root=root):
            return files.relinked(state, source, root)
        case library.SamplesAdded(source=source):
            return sources.renewed(state, source).then(embedding.listen)
        case library.SamplesChanged(samples=samples):
            redrawn = waveform_view.changed(sample_lists.changed(state, samples), samples)
            return redrawn.then(sample_lists.thumbnails_wanted)
        case library.StepDone():
            return steps.done(state, event)
        case library.NothingDone():
            return Decision(steps.nothing_done(state, event))
        case library.TraitsRead():
            return Decision(sound_map.traits_read(state, event))
        case library.CollectionsListed():
            return collections.listed(state, event)
        case library.CollectionRefused():
            return Decision(collections.refused(state, event))
        case library.HistoryChanged():
            return Decision(steps.history_changed(state, event))
        case library.ExportRead():
            return Decision(export.read(state, event))
        case library.ExportProgressed():
            return Decision(export.progressed(state, event))
        case library.ExportEnded():
            return Decision(export.ended(state, event))
        case library.PredecessorFound():
            return Decision(predecessor.found(state, event))
        case library.Imported():
            return predecessor.imported(state, event)
        case library.ChoicesImported():
            return predecessor.choices_imported(state, event)
        case library.ImportFailed(reason=reason):
            return Decision(predecessor.failed(state, reason))
        case library.LibraryClosed(reason=reason):
            return parts.closed(state, reason)
        case library.LibraryFailed():
            return Decision(parts.refused(state, event))
        case _:
            assert_never(event)
