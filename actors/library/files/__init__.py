"""Moves and renames files and folders, and puts them into the trash; nothing is ever overwritten.

If it dies half-way, the next start completes what was under way.
"""
