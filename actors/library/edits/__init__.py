"""Edits of sound files: rendered beside the file, then exchanged for it; the original is kept.

After a crash, the next start completes the interrupted exchange.
"""
