"""Rules of models: which there are, and which one listens."""

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


def opened(state: AppState) -> Decision:
    """Open the sheet of models."""
    state = replace(state, screen=replace(state.screen, sheet=Sheet.MODELS))
    known = replace(state.networks, outcome=None)
    return Decision(_with(state, known), (embeddings.ListModels(),))


def use(state: AppState, name: str) -> Decision:
    """Let a model listen."""
    return _busy(state, Notice(NoticeKind.MODEL_LOADING, name), embeddings.UseModel(name))


def verify(state: AppState, name: str) -> Decision:
    """Have a model looked over."""
    return _busy(state, Notice(NoticeKind.MODEL_VERIFYING, name), embeddings.VerifyModel(name))


def install(state: AppState, checkpoint: bytes) -> Decision:
    """Install CLAP from a file of weights."""
    return _busy(
        state, Notice(NoticeKind.MODEL_INSTALLING, "CLAP"), embeddings.InstallModel(checkpoint)
    )


def listed(state: AppState, event: embeddings.ModelsListed) -> Decision:
    """Show them; another one that listens now begins at once, and what it found before is gone."""
    before = _listening(state.networks)
    known = replace(
        state.networks,
        all=event.models or state.networks.all,
        busy=None,
        outcome=event.outcome,
    )
    now = _listening(known)
    if not before or now == before:
        return Decision(_with(state, known))
    chosen = replace(_with(state, known), settings=replace(state.settings, model=now))
    decision = settings.kept(state, Decision(chosen))
    state = decision.state
    if state.similarity.search is not None:
        decision = decision.then(similarity.leave)
    if state.duplicates.shown:
        decision = decision.then(duplicates.leave)
    return decision.then(embedding.listen).then(sound_map.renewed)


def _busy(state: AppState, notice: Notice, order: embeddings.Command) -> Decision:
    if state.networks.busy:
        return Decision(state)
    known = replace(state.networks, busy=notice, outcome=None)
    return Decision(_with(state, known), (order,))


def _listening(known: EmbeddingModels) -> str:
    return next((one.name for one in known.all if one.chosen), "")


def _with(state: AppState, known: EmbeddingModels) -> AppState:
    return replace(state, networks=known)
