"""What audio files carry beside their sound: loops, markers, tempo, tags, pictures."""
