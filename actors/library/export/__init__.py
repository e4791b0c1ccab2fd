"""Export of a collection to a folder; never overwrites files it did not write.

After a crash, complete files remain and the next export recognises them as its own.
"""
