"""Audio playback: owns the engine process, or the silent engine that only keeps time.

If the process dies it is restarted; if the actor dies, playback falls silent with a notice.
"""
