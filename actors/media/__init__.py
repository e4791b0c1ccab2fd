"""The floor below the rooms that read sound: the doors to the libraries that decode it.

Whoever lists, plays, draws, analyses or compares a file opens it here, so that all agree
on how many frames it has.
"""
