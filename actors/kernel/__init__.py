"""The shapes actors are made of: mailbox, reply, latest, jobs, supervisor.

Nothing here knows about samples, audio or the screen.
"""
