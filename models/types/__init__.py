"""Sound types: kick, snare, vocal; one-shot or loop. Pure."""
