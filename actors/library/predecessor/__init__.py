"""Finds, reads and converts what the Rust program of our name left; never writes into it.

If anything of it cannot be read, nothing at all is changed.
"""
