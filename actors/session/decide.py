"""The rules of the app: a state and a message in, a state and orders out.

Pure. If it needs a clock, a file or an `await`, it does not belong here. This
file and `wishes` are the switchboard; the rules stand in the files they call,
by subject.
"""

from __future__ import annotations

from functools import partial
from typing import assert_never

from actors.kernel.supervisor import (
    ActorCrashed,
    ActorGaveUp,
    ActorRecovered,
    ActorSilent,
    Health,
)
from actors.messages import audio, config, embeddings, library, session, waveform
from actors.session import (
    alike,
    auditioning,
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
    parts,
    playback,
    preferring,
    remembering,
    selecting,
    sourcing,
    spectral,
    viewing,
    work,
)
from actors.session.decision import Decision
from actors.session.wishes import wish
from models.state.app import AppState

Event = audio.Event | library.Event | waveform.Event | config.Event | embeddings.Event | Health
Heard = session.Intent | Event


def decide(state: AppState, heard: Heard) -> Decision:
    """Apply one message to the state."""
    if isinstance(heard, session.Intent):
        kept = remembering.kept(state, preferring.kept(state, wish(state, heard)))
        return parts.served(kept, wished=True)
    return parts.served(_event(state, heard), wished=False)


def _event(state: AppState, event: Event) -> Decision:
    if isinstance(event, audio.Event):
        return playback.heard(state, event)
    match event:
        case waveform.MarksRead():
            return viewing.marks_read(state, event)
        case waveform.PictureDrawn():
            return viewing.picture_drawn(state, event)
        case waveform.DetailRead():
            return viewing.detail_read(state, event)
        case waveform.DrawFailed():
            return viewing.draw_failed(state, event)
        case waveform.ThumbnailsDrawn():
            return Decision(listing.thumbnails_drawn(state, event))
        case waveform.CrossingsFound():
            return selecting.crossings_found(state, event)
        case waveform.TransientsFound():
            return Decision(selecting.transients_found(state, event))
        case waveform.SpectrumDrawn():
            return Decision(spectral.drawn(state, event))
        case config.SettingsRead():
            return preferring.read(state, event).then(importing.settings_read)
        case config.SettingsSaved():
            return importing.saved(state)
        case config.SettingsFailed():
            return Decision(importing.not_saved(preferring.failed(state, event)))
        case embeddings.AlikeFound():
            return alike.found(state, event)
        case embeddings.ListeningProgressed():
            return hearing.progressed(state, event)
        case embeddings.ListeningEnded():
            return hearing.ended(state, event).then(mapping.renewed)
        case embeddings.AnalysisProgressed():
            return Decision(hearing.analysis_progressed(state, event))
        case embeddings.AnalysisEnded():
            return hearing.analysis_ended(state, event)
        case embeddings.DuplicatesProgressed():
            return Decision(duplicating.progressed(state, event))
        case embeddings.DuplicatesFound():
            return duplicating.found(state, event)
        case embeddings.ModelsListed():
            return networking.listed(state, event)
        case embeddings.MapLaid():
            return Decision(mapping.laid(state, event))
        case ActorCrashed() | ActorGaveUp() | ActorSilent() | ActorRecovered():
            return parts.reported(state, event)
        case _:
            return _library(state, event)


def _library(state: AppState, event: library.Event) -> Decision:
    match event:
        case library.SourcesListed():
            shown = sourcing.sources_listed(state, event)
            fresh = not state.sources.known or sourcing.are_back(state, event)
            return shown.then(hearing.listen) if fresh else shown
        case library.LooksRead():
            return Decision(remembering.read(state, event))
        case library.SourceAdded():
            return sourcing.added(state, event)
        case library.SourcesChanged():
            return sourcing.changed(state, event).then(hearing.listen)
        case library.Forgotten():
            return Decision(sourcing.forgotten(state, event))
        case library.SourceRefused():
            return Decision(sourcing.refused(state, event))
        case library.ScanProgressed():
            return sourcing.scan_progressed(state, event)
        case library.ScanEnded():
            return sourcing.scan_ended(state, event).then(hearing.listen)
        case library.Listed():
            listed = duplicating.listed if duplicating.asked(state, event) else alike.listed
            return listed(state, event)
        case library.RowsRead():
            return listing.rows_read(state, event).then(auditioning.settle)
        case library.FoldersRead():
            return sourcing.folders_read(state, event)
        case library.FilesMoved():
            # Names tell tempo and key: what is called otherwise is analysed again.
            return Decision(filing.moved(state, event)).then(hearing.listen)
        case library.TrashRefused(reason=reason):
            return Decision(filing.trash_refused(state, reason))
        case library.WorkProgressed():
            return Decision(work.progressed(state, event))
        case library.WorkEnded():
            return Decision(work.ended(state, event))
        case library.SourceRelinked(source=source, words=words):
            return filing.relinked(state, source, words)
        case library.SamplesAdded(source=source):
            return sourcing.renewed(state, source).then(hearing.listen)
        case library.SamplesChanged(samples=samples):
            redrawn = viewing.changed(listing.changed(state, samples), samples)
            return redrawn.then(listing.thumbnails_wanted)
        case library.TypesCorrected(samples=samples):
            redrawn = viewing.changed(listing.changed(state, samples), samples)
            return redrawn.then(partial(hearing.corrected, event=event))
        case library.TagsChanged():
            state = duplicating.tagged(mapping.tagged(state, event), event)
            return marking.tags_changed(state, event)
        case library.TraitsRead():
            return Decision(mapping.traits_read(state, event))
        case library.CollectionsListed():
            return collecting.listed(state, event)
        case library.CollectionsChanged():
            return collecting.changed(state, event)
        case library.CollectionRefused():
            return Decision(collecting.refused(state, event))
        case library.HistoryChanged():
            return Decision(marking.history_changed(state, event))
        case library.ExportRead():
            return Decision(exporting.read(state, event))
        case library.ExportProgressed():
            return Decision(exporting.progressed(state, event))
        case library.ExportEnded():
            return Decision(exporting.ended(state, event))
        case library.PredecessorFound():
            return Decision(importing.found(state, event))
        case library.Imported():
            return importing.imported(state, event)
        case library.ChoicesImported():
            return importing.choices_imported(state, event)
        case library.ImportFailed(reason=reason):
            return Decision(importing.failed(state, reason))
        case library.LibraryClosed(reason=reason):
            return parts.closed(state, reason)
        case library.LibraryFailed():
            return Decision(parts.refused(state, event))
        case _:
            assert_never(event)
