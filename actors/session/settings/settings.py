"""Rules of settings: read from `config.toml`, changed, saved."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio, config
from actors.session.decision import Command, Decision, with_notice
from models.edit.parameters import decode_parameters
from models.slices.parameters import decode_slicing
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.remembered_view import RememberedView
from models.state.setting import InvalidSetting
from models.state.settings import Settings, with_setting


def change_setting(state: AppState, name: str, value: object) -> Decision:
    """Change a setting; show why it cannot be changed like that."""
    try:
        settings = with_setting(state.settings, name, value)
    except InvalidSetting as error:
        return Decision(with_notice(state, Notice(NoticeKind.SETTINGS_INVALID, reason=str(error))))
    return apply_settings(state, settings)


def apply_settings(state: AppState, settings: Settings) -> Decision:
    """Apply settings, and send those that changed to the services concerned."""
    before = state.settings
    commands: list[Command] = []
    if settings.route != before.route:
        commands.append(audio.SetOutputConfig(settings.route))
    if settings.playback != before.playback:
        commands.append(audio.SetPlaybackSettings(settings.playback))
    if settings.volume != before.volume:
        commands.append(audio.SetVolume(settings.volume))
    return Decision(replace(state, settings=settings), tuple(commands))


def with_save(before: AppState, decision: Decision) -> Decision:
    """Save the settings, if the decision changed any, or a mode that a restart keeps."""
    state = decision.state
    if state.screen.read:
        view = RememberedView(state.transport.loop)
        if view != state.settings.view:
            state = replace(state, settings=replace(state.settings, view=view))
    if state.settings == before.settings:
        return decision
    return Decision(state, (*decision.commands, config.SaveSettings(state.settings)))


def load_settings(state: AppState, event: config.SettingsRead) -> Decision:
    """Apply the settings read from the file."""
    chosen = event.settings
    screen, transport = replace(state.screen, read=True), state.transport
    if not state.screen.read:
        transport = replace(transport, loop=transport.loop or chosen.view.loop)
    state = replace(
        state,
        settings=chosen,
        screen=screen,
        transport=transport,
        editing=replace(state.editing, used=decode_parameters(chosen.edit_parameters)),
        slicing=replace(state.slicing, settings=decode_slicing(chosen.slicing)),
    )
    # All of it: the audio actor may have been started with other values than ours.
    commands = (
        audio.SetOutputConfig(chosen.route),
        audio.SetPlaybackSettings(chosen.playback),
        audio.SetVolume(chosen.volume),
    )
    decision = Decision(state, commands)
    if event.problems:
        first, *others = event.problems
        notice = Notice(NoticeKind.SETTINGS_INVALID, reason=first, count=len(others))
        return replace(decision, state=with_notice(decision.state, notice))
    return decision


def report_unsaved(state: AppState, event: config.SettingsFailed) -> AppState:
    """Return the state with the notice that settings are not saved."""
    return with_notice(state, Notice(NoticeKind.SETTINGS_UNSAVED, reason=event.reason))
