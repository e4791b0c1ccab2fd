"""The library actor: owner of the database and of the folders of the sources.

If it crashes, the list is greyed out; after the restart all stored data is back.
"""
