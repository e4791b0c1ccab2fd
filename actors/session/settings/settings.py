"""Rules of lasting choices: from `config.toml` into the state, and back."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio, config
from actors.session.decision import Decision, with_notice
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.settings import Settings


def settings_of(state: AppState) -> Settings:
    """Return the choices that the state holds."""
    screen = state.screen
    return Settings(
        density=screen.density,
        audition=screen.audition,
        volume=state.transport.volume,
        route=state.transport.route,
        listening=state.transport.listening,
        channels=state.editor.channels,
        follow=screen.follow,
        beats=screen.beats,
        tempo=screen.tempo,
        snap=screen.snap,
        model=state.networks.choice,
        trash=screen.trash,
        clips=screen.clips,
        log=screen.log,
        theme=screen.theme,
        keys=screen.keys,
    )


def kept(before: AppState, decision: Decision) -> Decision:
    """Have the choices written, if the decision changed any."""
    settings = settings_of(decision.state)
    if settings == settings_of(before):
        return decision
    return Decision(decision.state, (*decision.orders, config.SaveSettings(settings)))


def applied(state: AppState, chosen: Settings) -> Decision:
    """Let these choices hold."""
    screen = replace(
        state.screen,
        density=chosen.density,
        audition=chosen.audition,
        follow=chosen.follow,
        beats=chosen.beats,
        tempo=chosen.tempo,
        snap=chosen.snap,
        trash=chosen.trash,
        clips=chosen.clips,
        log=chosen.log,
        theme=chosen.theme,
        keys=chosen.keys,
        read=True,
    )
    transport = replace(
        state.transport, volume=chosen.volume, route=chosen.route, listening=chosen.listening
    )
    editor = replace(state.editor, channels=chosen.channels)
    networks = replace(state.networks, choice=chosen.model)
    state = replace(state, screen=screen, transport=transport, editor=editor, networks=networks)
    orders = (
        audio.SetOutputConfig(chosen.route),
        audio.SetPlaybackSettings(chosen.listening),
        audio.SetVolume(chosen.volume),
    )
    return Decision(state, orders)


def read(state: AppState, event: config.SettingsRead) -> Decision:
    """Take over what the file says."""
    decision = applied(state, event.settings)
    if event.problems:
        first, *others = event.problems
        notice = Notice(NoticeKind.SETTINGS_INVALID, reason=first, count=len(others))
        return replace(decision, state=with_notice(decision.state, notice))
    return decision


def failed(state: AppState, event: config.SettingsFailed) -> AppState:
    """Return the state that says that choices are not kept."""
    return with_notice(state, Notice(NoticeKind.SETTINGS_UNSAVED, reason=event.reason))
