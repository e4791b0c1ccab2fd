"""Weights of the parts of a question, in one place.

Source: `scripts/bench words`; each was chosen on the tuning packs, with the others as they are.
"""

from __future__ import annotations

NAME = 2.5
"""Of the share of words found in names, relative to the logarithm of a probability."""
FOLDER = 0.5
"""Of a word in the name of a folder, relative to one in that of the sound: it holds others too."""
TAUGHT = 20.0
"""Of how much nearer a sound is to sounds named so than to others."""
ATTRIBUTE = 0.35
"""Of a standard deviation of a measured attribute."""
ATTRIBUTE_TAUGHT = 2.0
"""The same, where names teach: these tell sounds of one kind further apart, too.

In the tuning packs, half of them named, the ten best lie at 0.58 of the wanted attribute among
their kind (0.52 with 0.35, 0.50 without), and 0.855 of them are of the kind (0.876, 0.882).
"""
SIMILARITY = 5.0
"""Of the cosine to wanted sounds."""
TEXT = 1.0
"""Of a standard deviation, over the library, of the similarity that a text network tells.

Not measured: no weights of such a network are at hand. It is worth as much as a factor of e in the
probability of a kind, so that it orders within a kind and seldom overrules one.
"""
SENTENCE = 5
"""Words from which a description is a sentence: a text network, if there is one, is asked too."""
AWAY = 0.5
"""Of the cosine to unwanted sounds, relative to that."""
CERTAIN = 1.02
"""A sound that certainly is of an unwanted kind loses log(1.02 / 0.02): it comes last."""
NEAREST = 3
"""Sounds that teach at a time, and the fewest of a name that teach."""
BELIEVED = 0.1
"""Probability from which a sound in a folder named so teaches: others may lie in it, too."""
