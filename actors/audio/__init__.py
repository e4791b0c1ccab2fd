"""Owns the way to the ear: the engine process, or the engine that only keeps time.

If the process dies it is started again; if the actor dies there is silence and a notice.
"""
