"""What a musician asks of a sound before hearing it: tempo, key, loudness, onsets."""
