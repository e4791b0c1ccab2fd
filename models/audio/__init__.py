"""Audio models: units, spans, playback position, levels, output configuration."""
