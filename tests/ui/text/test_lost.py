"""After a crash for good: no more is said to be saved than is, and no more to be lost."""

from __future__ import annotations

from ui.text.lost import NOT_SAVED, SAVED, UNSURE_LIBRARY, UNSURE_SETTINGS, lines


def test_what_was_shown_is_saved_but_the_last_action_is_not() -> None:
    assert lines(["session"])[:2] == (SAVED, NOT_SAVED)
    assert lines(["session", "audio", "embeddings", "waveform"]) == lines(["session"])


def test_what_a_failed_part_held_is_not_sure_to_be_saved() -> None:
    assert lines(["session", "library"])[:2] == (SAVED, UNSURE_LIBRARY)
    assert UNSURE_SETTINGS in lines(["config", "session"])
    assert UNSURE_SETTINGS not in lines(["library", "session"])
