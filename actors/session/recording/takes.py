"""Rules of takes: they are played, kept when that is asked for, and else dropped."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio, library
from actors.session.decision import Decision
from actors.session.files import files
from actors.session.playback import transport
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.state.app import AppState
from models.state.similarity import Search, Similarity


def play(state: AppState, sound: Sound) -> Decision:
    """Play a take; if it plays, pause or resume."""
    return transport.play_file(state, sound.path)


def keep(state: AppState, sound: Sound) -> Decision:
    """Save a take among the clips."""
    keeping = state.recording.keeping | {sound.path}
    state = replace(state, recording=replace(state.recording, keeping=keeping))
    return Decision(state, (library.KeepTake(sound.path, files.clips_folder(state)),))


def use_kept(state: AppState, event: library.TakeKept) -> Decision:
    """Ask with the file that was saved in place of the take."""

    def kept(sound: Sound) -> Sound:
        return Sound(event.path) if sound.path == event.take else sound

    def asked(search: Search) -> Search:
        query = search.asked
        wanted, unwanted = (tuple(map(kept, one)) for one in (query.wanted, query.unwanted))
        return replace(search, asked=replace(query, wanted=wanted, unwanted=unwanted))

    known = state.similarity
    changed = replace(
        known,
        search=None if known.search is None else asked(known.search),
        back=tuple(map(asked, known.back)),
        forward=tuple(map(asked, known.forward)),
    )
    return Decision(end_keeping(replace(state, similarity=changed), event.take))


def end_keeping(state: AppState, take: bytes) -> AppState:
    """Return the state in which a take is not being saved any more."""
    keeping = state.recording.keeping - {take}
    return replace(state, recording=replace(state.recording, keeping=keeping))


def follow(state: AppState, before: AppState) -> Decision:
    """Drop the takes that no question can be asked with any more."""
    if state.similarity is before.similarity and state.recording is before.recording:
        return Decision(state)
    were = takes_of(before.similarity) | before.recording.keeping
    gone = were - takes_of(state.similarity) - state.recording.keeping
    return Decision(state, (audio.DropTakes(tuple(sorted(gone))),) if gone else ())


def takes_of(similarity: Similarity) -> frozenset[bytes]:
    """Return the paths of all takes of a search, of those before and of those after it."""
    searches = (*similarity.back, *similarity.forward)
    if similarity.search is not None:
        searches = (*searches, similarity.search)
    sounds = (sound for search in searches for sound in search.asked.sounds)
    return frozenset(sound.path for sound in sounds if sound.recorded)


def holds_take(asked: SimilarityQuery | None) -> bool:
    """Return whether a question cannot be saved, as one of its sounds is a take."""
    return asked is not None and any(sound.recorded for sound in asked.sounds)
