"""Rules of a recorded question: it replaces the one before, and its take goes when it does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import audio, embeddings, intents, library
from actors.session.decide import Message, decide
from models.audio.anchor import Anchor
from models.audio.inputs import Inputs
from models.audio.recording_phase import Phase
from models.audio.take import RecordingProgress, Take
from models.audio.units import SampleId, Seconds, SourceId, Ticket
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.state.app import AppState
from models.state.notice import NoticeKind
from models.state.screen import Sheet
from models.state.similarity import Search, Similarity
from models.state.transport import Status

TAKE = Take(b"/data/cache/takes/1.wav", Seconds(0.8))
OTHER = Take(b"/data/cache/takes/2.wav", Seconds(2.0))


def do(state: AppState, *messages: Message) -> tuple[AppState, list[object]]:
    commands: list[object] = []
    for message in messages:
        decision = decide(state, message)
        state = decision.state
        commands += decision.commands
    return state, commands


def recording(state: AppState | None = None) -> AppState:
    state, commands = do(state or AppState(), intents.Record())
    assert state.recording.running
    assert audio.StartRecording(state.recording.ticket) in commands
    return state


def asked(take: Take = TAKE, state: AppState | None = None) -> AppState:
    state = recording(state)
    return do(state, audio.TakeRecorded(state.recording.ticket, take))[0]


def shown(state: AppState) -> SimilarityQuery:
    assert state.similarity.search is not None
    return state.similarity.search.asked


def test_a_take_is_the_question_and_ends_the_recording() -> None:
    state = recording()
    assert state.screen.sheet is Sheet.RECORDING
    going = RecordingProgress(Phase.RECORDING, -6.0, Seconds(0.3), "Mic")
    state, _ = do(state, audio.RecordingProgressed(state.recording.ticket, going))
    assert state.recording.progress == going

    state, commands = do(state, audio.TakeRecorded(state.recording.ticket, TAKE))

    assert state.screen.sheet is None
    assert not state.recording.running
    assert shown(state).wanted == (Sound(TAKE.path, recorded=TAKE.seconds),)
    assert any(isinstance(one, library.List) for one in commands)
    assert not any(isinstance(one, audio.CancelRecording | audio.DropTakes) for one in commands)


def test_words_and_other_sounds_of_a_question_stay_and_an_earlier_take_does_not() -> None:
    kick = Sound(b"/kick.wav")
    search = Search(SimilarityQuery((kick,), words="short"))
    state = asked(OTHER, asked(TAKE, AppState(similarity=Similarity(search))))

    assert shown(state).words == "short"
    assert shown(state).wanted == (kick, Sound(OTHER.path, recorded=OTHER.seconds))


@pytest.mark.parametrize(
    "close",
    [intents.StepBack(), intents.ToggleSheet(Sheet.RECORDING), intents.ToggleSheet(Sheet.KEYS)],
)
def test_whatever_closes_the_sheet_ends_the_recording(close: intents.Intent) -> None:
    begun = recording()
    state, commands = do(begun, close)

    assert commands.count(audio.CancelRecording()) == 1
    assert not state.recording.running
    late, commands = do(state, audio.TakeRecorded(begun.recording.ticket, TAKE))
    assert late.similarity.search is None
    assert commands == [audio.DropTakes((TAKE.path,))]


def test_a_take_is_dropped_when_its_question_is_left_and_not_before() -> None:
    state, commands = do(asked(), intents.FindByText("dark"), intents.StepSimilar(back=True))
    assert not any(isinstance(one, audio.DropTakes) for one in commands)

    _, commands = do(state, intents.LeaveSimilar())

    assert audio.DropTakes((TAKE.path,)) in commands


def test_a_take_that_is_kept_stays_a_question_and_its_file_is_not_needed_any_more() -> None:
    state, commands = do(asked(), intents.KeepTake(Sound(TAKE.path, recorded=TAKE.seconds)))
    assert library.KeepTake(TAKE.path) in commands
    left, commands = do(state, intents.LeaveSimilar())
    assert not any(isinstance(one, audio.DropTakes) for one in commands)
    failed = library.LibraryFailed("disk full", library.KeepTake(TAKE.path))
    for end in (library.TakeKept(TAKE.path, b"/clips/recording.wav"), failed):
        assert audio.DropTakes((TAKE.path,)) in do(left, end)[1]

    state, commands = do(state, library.TakeKept(TAKE.path, b"/clips/recording.wav"))

    assert shown(state).wanted == (Sound(b"/clips/recording.wav"),)
    assert audio.DropTakes((TAKE.path,)) in commands


def test_a_saved_search_refuses_a_take() -> None:
    state, commands = do(asked(), intents.SaveSearch("mine"))

    assert state.screen.notice is not None
    assert state.screen.notice.kind is NoticeKind.RECORDING_NOT_SAVED
    assert not any(isinstance(one, library.SaveSearch) for one in commands)


def test_nothing_plays_while_something_is_recorded() -> None:
    playing = Sample(SampleId(1), SourceId(1), b"/a.wav", "a.wav")
    state = AppState()
    state = replace(
        state,
        editor=replace(state.editor, sample=playing),
        transport=replace(state.transport, status=Status.PLAYING, sample=playing.id),
    )
    state, commands = do(state, intents.Record())
    assert audio.Stop() in commands

    state, commands = do(state, intents.TogglePlay())

    assert [type(one) for one in commands] == [audio.Play, audio.Stop]
    assert not state.transport.active
    assert state.recording.running


def test_a_recording_that_fails_says_why_and_is_tried_again_from_another_input() -> None:
    state = recording()
    inputs = Inputs(("Mic", "Line"))
    failed = audio.RecordingFailed(state.recording.ticket, "there is no audio input")
    state, _ = do(state, audio.InputsListed(inputs), failed)
    assert state.screen.notice is not None
    assert state.screen.notice.kind is NoticeKind.RECORDING_FAILED
    assert state.recording.reason == "there is no audio input"
    assert not state.recording.running

    state, commands = do(state, intents.RecordFrom("Line"))

    assert audio.StartRecording(state.recording.ticket, "Line") in commands
    assert state.settings.recording_input == "Line"
    assert not state.recording.reason
    assert do(state, intents.StepBack())[0].recording.inputs == inputs


def test_the_end_that_is_asked_for_is_the_end_of_the_recording() -> None:
    assert do(recording(), intents.FinishRecording())[1] == [audio.FinishRecording()]


def test_a_take_is_played_without_being_a_sample() -> None:
    state, commands = do(asked(), intents.PlayTake(Sound(TAKE.path, recorded=TAKE.seconds)))
    (play,) = (one for one in commands if isinstance(one, audio.Play))
    assert play.sample.path == TAKE.path

    take, began = Sound(TAKE.path, recorded=TAKE.seconds), Anchor(0.0, Seconds(0.0), 48_000.0)
    paused, commands = do(state, audio.Started(play.ticket, began), intents.PlayTake(take))
    assert paused.transport.pauses_file(TAKE.path)
    assert commands == [audio.Pause()]
    state, commands = do(paused, audio.Paused(play.ticket, began), intents.PlayTake(take))
    assert not state.transport.pauses_file(TAKE.path)
    assert commands == [audio.Resume()]
    kick = Sample(SampleId(1), SourceId(1), b"/a.wav", "a.wav")
    loaded = replace(state, editor=replace(state.editor, sample=kick))
    assert not do(loaded, intents.TogglePlay())[0].transport.plays_file(TAKE.path)

    state, commands = do(state, audio.PlayFailed(play.ticket, play.sample.id, "gone"))

    assert commands == []
    assert not state.transport.active


def test_a_question_with_a_take_is_asked_like_one_with_a_file() -> None:
    state = asked()
    listed = library.Listed(state.browser.ticket, SampleIds())
    commands = do(state, listed)[1]

    (found,) = (one for one in commands if isinstance(one, embeddings.FindSimilar))
    assert found.asked.wanted[0].path == TAKE.path
    assert found.ticket > Ticket(0)
