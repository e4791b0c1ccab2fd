"""Words of sound: units, spans, clocks of playback."""
