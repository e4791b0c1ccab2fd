"""Moves, renames and deletes files and folders; never overwrites anything.

After a crash, the next start completes the interrupted operation.
"""
