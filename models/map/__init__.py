"""Map of sounds: a plane on which similar sounds are near each other."""
