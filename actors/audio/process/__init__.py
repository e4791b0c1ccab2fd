"""The engine process, and what it shares with the app.

Nothing here imports heavy modules, so that the process starts quickly.
"""
