"""Writes the samples of a collection into a folder; never over what is not its own.

If it dies, whole files are there and the next export takes them as its own.
"""
