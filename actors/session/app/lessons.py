"""Rules of the lessons of the empty waveform panel: what was done once is not taught again."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import intents
from models.library.tag import Tag
from models.state.app import AppState
from models.state.lesson import Lesson, lessons_text, parse_lessons
from models.state.screen import Panel

PLAYED = (Panel.SAMPLES, Panel.MEMBERS)
"""Panels whose rows are heard when the focus comes to them."""


def learn(state: AppState, intent: intents.Intent) -> AppState:
    """Return the state that remembers what the intent shows to be known.

    Nothing is learned before `config.toml` was read, which tells what is known already.
    """
    lesson = _taught_by(intent, state.screen.focus)
    if lesson is None or not state.screen.read:
        return state
    learned = parse_lessons(state.settings.learned)
    if lesson in learned:
        return state
    text = lessons_text(learned | {lesson})
    return replace(state, settings=replace(state.settings, learned=text))


def _taught_by(intent: intents.Intent, focus: Panel) -> Lesson | None:
    match intent:
        case intents.MoveFocus() | intents.PlayFocused():
            return Lesson.HEAR if focus in PLAYED else None
        case intents.FocusRow(panel=panel):
            return Lesson.HEAR if panel in PLAYED else None
        case intents.PickSample():
            return Lesson.HEAR
        case (
            intents.MarkSamples(tag=tag) | intents.MarkSample(tag=tag) | intents.MarkShown(tag=tag)
        ):
            return {Tag.KEEP: Lesson.KEEP, Tag.TRASH: Lesson.REJECT}.get(tag)
        case intents.FindSimilar():
            return Lesson.SIMILAR
        case intents.AddSource(demo=False):
            return Lesson.ADD
        case _:
            return None
