"""Analysis of tempo, key, loudness and onsets, in worker processes."""
