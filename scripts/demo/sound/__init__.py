"""Building blocks of all voices: oscillators, envelopes, filters, reverb."""
