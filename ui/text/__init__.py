"""All texts shown to users, by subject: constants, and functions for texts with numbers or names.

Nothing else in `ui` writes such texts (`tests/house/test_visible_text.py`). Sentence case, verbs
first, no full stop after a single sentence.
"""
