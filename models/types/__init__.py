"""What kind of sound a sample is: kick, snare, vocal; one-shot or loop. Pure."""
