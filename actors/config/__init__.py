"""Owns `config.toml`: reads it at the start, writes what the person chose.

If it dies, choices hold until the end of the run; everything else goes on.
"""
