"""`config.toml`: read at start-up, written when a setting changes.

If the actor stops, settings hold until the end of the run.
"""
