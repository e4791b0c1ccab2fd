"""Owns the database and the folders of the sources.

If it dies, the list is greyed out; it comes back with all that was stored.
"""
