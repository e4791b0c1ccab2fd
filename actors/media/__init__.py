"""Sound file decoding, shared by all packages that read audio.

Listing, playback, drawing, analysis and comparison open files here, so they all agree on the
number of frames.
"""
