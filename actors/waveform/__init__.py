"""Owns the decoding for pictures and the cache of peaks on disk.

If it dies, no new pictures come; everything else goes on.
"""
