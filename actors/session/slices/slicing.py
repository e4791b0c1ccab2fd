"""Rules of slice mode: when markers are computed, and from what."""

from __future__ import annotations

from dataclasses import replace

from actors.session.decision import Decision, with_notice
from actors.session.settings import settings as setting_rules
from actors.session.waveform import span_selection
from models.audio.units import Decibels, Hertz
from models.slices.cut import Material, outside
from models.slices.cut import cut as cut_sample
from models.slices.cut_history import CutHistory
from models.slices.markers import Markers
from models.slices.parameters import encode_slicing
from models.slices.settings import BEATS, PARTS, THRESHOLD, Method, SliceSettings
from models.slices.silence import is_silent, level_for
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel
from models.state.slicing import Slicing


def toggle_slices(state: AppState) -> Decision:
    """Turn slice mode on or off; on, the selection is cut, or all of the sample."""
    if state.slicing.on:
        return Decision(with_slicing(state, on=False))
    if state.editor.sample is None:
        return Decision(with_notice(state, Notice(NoticeKind.NO_SAMPLE_LOADED)))
    state = replace(state, screen=replace(state.screen, focus=Panel.WAVEFORM))
    return cut(with_slicing(state, on=True, focus=None, within=state.editor.selection))


def toggle_onsets(state: AppState) -> Decision:
    """Draw the onsets, or do not."""
    changed = setting_rules.change_setting(state, "onsets", not state.settings.onsets)
    return changed.then(span_selection.request_transients)


def choose_method(state: AppState, method: Method) -> Decision:
    """Place the markers by a method."""
    return cut(remember_settings(state, replace(state.slicing.settings, method=method)))


def tune(state: AppState, value: float) -> Decision:
    """Place the markers with another parameter of the method."""
    return cut(remember_settings(state, _tuned(state.slicing.settings, value)))


def remember_settings(state: AppState, chosen: SliceSettings) -> AppState:
    """Return the state with other settings, which are remembered."""
    settings = replace(state.settings, slicing=encode_slicing(chosen))
    return with_slicing(replace(state, settings=settings), settings=chosen)


def _tuned(chosen: SliceSettings, value: float) -> SliceSettings:
    value = min(1.0, max(0.0, value))
    match chosen.method:
        case Method.ONSETS:
            return replace(chosen, sensitivity=value)
        case Method.SILENCE:
            low, high = THRESHOLD
            return replace(chosen, threshold=Decibels(round(low + value * (high - low))))
        case Method.PARTS:
            return replace(chosen, parts=round(PARTS[0] + value * (PARTS[1] - PARTS[0])))
        case Method.BEATS:
            return replace(chosen, beats=BEATS[round(value * (len(BEATS) - 1))])


def cut(state: AppState) -> Decision:
    """Place the markers by the method; request what it needs."""
    found = _markers(state)
    state = with_slicing(
        state, markers=found or (), waiting=found is None, focus=None, skipped=frozenset()
    )
    return span_selection.request_transients(_skip_silence(state))


def refresh(state: AppState) -> Decision:
    """Place markers that waited for what is known now."""
    slicing = state.slicing
    return cut(state) if slicing.on and slicing.waiting else Decision(state)


def follow_sample(state: AppState, before: AppState) -> Decision:
    """Cut another sample, or a file that changed, if it was loaded in slice mode."""
    if state.editor.ticket == before.editor.ticket:
        return Decision(state)
    state = with_slicing(state, history=CutHistory())
    if not state.slicing.on:
        return Decision(with_slicing(state, markers=()))
    return cut(with_slicing(state, within=None))


def _markers(state: AppState) -> Markers | None:
    """Return the markers of the method; `None`: what it needs is not known yet."""
    editor, chosen = state.editor, state.slicing.settings
    frames, picture = span_selection.sample_length(state), state.editor.picture
    if editor.sample is None or not frames or picture is None or not picture.complete:
        return None
    rate = Hertz(editor.sample.rate)
    if chosen.method is Method.ONSETS and editor.transients is None:
        return None
    known = Material(
        *(frames, rate, level_for(picture.pyramid), span_selection.sample_tempo(state)),
        *(editor.transients or (), editor.strengths),
    )
    return cut_sample(known, chosen, state.slicing.within)


def _skip_silence(state: AppState) -> AppState:
    """Return the state in which silent slices are not chosen, unless all of them are silent.

    Slices outside of the span that is cut are not chosen either.
    """
    picture, slicing = state.editor.picture, state.slicing
    every = slicing.spans(span_selection.sample_length(state))
    apart = frozenset(int(one.start) for one in outside(every, slicing.within))
    spans = tuple(one for one in every if one.start not in apart)
    state = with_slicing(state, skipped=apart)
    if picture is None or len(spans) < 2:  # noqa: PLR2004 - the whole sample is one slice
        return state
    level = level_for(picture.pyramid)
    silent = frozenset(int(one.start) for one in spans if is_silent(level, one))
    return state if len(silent) == len(spans) else with_slicing(state, skipped=silent | apart)


def with_slicing(state: AppState, **changed: object) -> AppState:
    """Return the state with some fields of its slicing replaced."""
    slicing: Slicing = replace(state.slicing, **changed)  # type: ignore[arg-type]  # of their fields
    return replace(state, slicing=slicing)
