"""Actor primitives: mailbox, reply, latest value, jobs, supervisor, worker process.

This package knows nothing about samples, audio or the screen.
"""
