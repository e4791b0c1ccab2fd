"""Rules of embedding models: list, verify, install and choose."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import embeddings
from actors.session.decision import Decision
from actors.session.settings import settings
from actors.session.similarity import duplicates, embedding, similarity, sound_map
from models.state.app import AppState
from models.state.embedding_models import EmbeddingModels
from models.state.notice import Notice, NoticeKind
from models.state.screen import Sheet


def open_sheet(state: AppState) -> Decision:
    """Open the sheet of models."""
    state = replace(state, screen=replace(state.screen, sheet=Sheet.MODELS))
    known = replace(state.embedding_models, outcome=None)
    return Decision(_with_models(state, known), (embeddings.ListModels(),))


def use_model(state: AppState, name: str) -> Decision:
    """Switch to another model."""
    return _start_job(state, Notice(NoticeKind.MODEL_LOADING, name), embeddings.UseModel(name))


def verify_model(state: AppState, name: str) -> Decision:
    """Verify the files of a model."""
    return _start_job(state, Notice(NoticeKind.MODEL_VERIFYING, name), embeddings.VerifyModel(name))


def install_model(state: AppState, checkpoint: bytes) -> Decision:
    """Install CLAP from a checkpoint."""
    return _start_job(
        state, Notice(NoticeKind.MODEL_INSTALLING, "CLAP"), embeddings.InstallModel(checkpoint)
    )


def show_models(state: AppState, event: embeddings.ModelsListed) -> Decision:
    """Show the models; if another one is active now, drop results and start embedding."""
    before = _active_model(state.embedding_models)
    known = replace(
        state.embedding_models,
        all=event.models or state.embedding_models.all,
        busy=None,
        outcome=event.outcome,
    )
    now = _active_model(known)
    if not before or now == before:
        return Decision(_with_models(state, known))
    chosen = replace(_with_models(state, known), settings=replace(state.settings, model=now))
    decision = settings.with_save(state, Decision(chosen))
    state = decision.state
    if state.similarity.search is not None:
        decision = decision.then(similarity.leave_search)
    if state.duplicates.shown:
        decision = decision.then(duplicates.leave_duplicates)
    return decision.then(embedding.start_embedding).then(sound_map.refresh_map)


def _start_job(state: AppState, notice: Notice, command: embeddings.Command) -> Decision:
    if state.embedding_models.busy:
        return Decision(state)
    known = replace(state.embedding_models, busy=notice, outcome=None)
    return Decision(_with_models(state, known), (command,))


def _active_model(known: EmbeddingModels) -> str:
    return next((one.name for one in known.all if one.chosen), "")


def _with_models(state: AppState, known: EmbeddingModels) -> AppState:
    return replace(state, embedding_models=known)
