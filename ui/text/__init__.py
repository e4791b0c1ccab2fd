"""All words of the window, by subject: constants, and functions for what has a number or a name.

Nothing else in `ui` writes text for a person (`tests/house/test_visible_text.py`). Sentence case,
verbs first, no full stop behind a single sentence.
"""
