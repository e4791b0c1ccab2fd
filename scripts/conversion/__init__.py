"""From the published weights of aiSFX to the files in `data/models`."""
