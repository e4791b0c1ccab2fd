"""How files of sound are built: where their streams begin and end, asked of the bytes."""
