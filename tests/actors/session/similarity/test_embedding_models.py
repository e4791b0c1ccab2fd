"""Rules of models: listed, chosen, looked over."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import config, embeddings, intents
from actors.session.decide import decide
from models.embedding.model_info import Known
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.screen import Sheet
from models.state.settings import Settings

SHIPPED = Known("aisfx", installed=True, chosen=True, words=False)
CLAP = Known("clap", installed=True, chosen=False, words=True)
FAILED = Notice(NoticeKind.MODEL_UNUSABLE, "clap", reason="no memory")
OTHERS = (replace(SHIPPED, chosen=False), replace(CLAP, chosen=True))


def opened() -> AppState:
    state = decide(AppState(), intents.OpenModels()).state
    return decide(state, embeddings.ModelsListed((SHIPPED, CLAP))).state


def test_the_sheet_asks_which_there_are() -> None:
    decision = decide(AppState(), intents.OpenModels())

    assert decision.state.screen.sheet is Sheet.MODELS
    assert decision.commands == (embeddings.ListModels(),)
    assert opened().embedding_models.all == (SHIPPED, CLAP)


def test_while_one_thing_is_done_nothing_else_begins() -> None:
    decision = decide(opened(), intents.VerifyModel("clap"))
    assert decision.commands == (embeddings.VerifyModel("clap"),)
    assert decision.state.embedding_models.busy == Notice(NoticeKind.MODEL_VERIFYING, "clap")
    assert decide(decision.state, intents.UseModel("clap")).commands == ()

    reported = embeddings.ModelsListed((SHIPPED, CLAP), Notice(NoticeKind.MODEL_VERIFIED, "clap"))
    state = decide(decision.state, reported).state
    assert (state.embedding_models.busy, state.embedding_models.outcome) == (
        None,
        Notice(NoticeKind.MODEL_VERIFIED, "clap"),
    )


def test_another_model_begins_to_listen_and_is_kept_as_a_choice() -> None:
    state = decide(opened(), intents.UseModel("clap")).state
    decision = decide(
        state, embeddings.ModelsListed(OTHERS, Notice(NoticeKind.MODEL_ACTIVE, "clap"))
    )

    assert any(isinstance(command, embeddings.StartEmbedding) for command in decision.commands)
    (saved,) = [one for one in decision.commands if isinstance(one, config.SaveSettings)]
    assert saved.settings.model == "clap"


def test_one_that_cannot_listen_changes_nothing() -> None:
    state = decide(opened(), intents.UseModel("clap")).state
    event = embeddings.ModelsListed((SHIPPED, CLAP), FAILED)
    decision = decide(state, event)

    assert decision.commands == ()
    assert decision.state.embedding_models.outcome == FAILED
    assert decision.state.settings.model == ""


def test_a_choice_of_the_file_outlives_other_choices() -> None:
    state = decide(AppState(), config.SettingsRead(Settings(model="clap"), ())).state
    decision = decide(state, intents.ChangeSetting("auto_play", False))
    (saved,) = decision.commands

    assert state.settings.model == "clap"
    assert isinstance(saved, config.SaveSettings)
    assert saved.settings.model == "clap"
