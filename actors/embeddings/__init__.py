"""Owns the network that tells what sounds are like, and the threads that it works in.

If it dies, what was heard is in the library, and the next start goes on from there.
"""
