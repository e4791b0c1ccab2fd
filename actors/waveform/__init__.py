"""Waveform pictures: owns decoding for display and the peak cache on disk.

If the actor dies, no new pictures appear; everything else keeps working.
"""
