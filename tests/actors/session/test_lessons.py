"""What was done once is not taught again, nor after a restart."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from actors.messages import config, intents
from actors.session.decide import decide
from models.library.tag import Tag
from models.state.lesson import Lesson, lessons_text, parse_lessons
from tests.actors.session.test_browsing import listing


@given(st.frozensets(st.sampled_from(Lesson)))
def test_lessons_are_read_as_they_were_stored(lessons: frozenset[Lesson]) -> None:
    assert parse_lessons(lessons_text(lessons)) == lessons


def test_each_lesson_is_learned_once_and_stored() -> None:
    unread = listing(1, 2, 3)
    assert decide(unread, intents.MoveFocus(1)).state.settings is unread.settings
    state = replace(unread, screen=replace(unread.screen, read=True))
    done = (
        (intents.MoveFocus(1), Lesson.HEAR),
        (intents.MarkSamples(Tag.KEEP), Lesson.KEEP),
        (intents.MarkSamples(Tag.TRASH), Lesson.REJECT),
        (intents.FindSimilar(), Lesson.SIMILAR),
        (intents.AddSource(b"/mine"), Lesson.ADD),
    )
    learned = frozenset[Lesson]()
    for intent, lesson in done:
        decision = decide(state, intent)
        state, learned = decision.state, learned | {lesson}
        assert parse_lessons(state.settings.learned) == learned
    again = decide(state, intents.MoveFocus(1))
    assert again.state.settings is state.settings
    assert not any(isinstance(one, config.Command) for one in again.commands)
