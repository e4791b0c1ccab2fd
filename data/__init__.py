"""Read-only resources shipped with sempal: fonts, icons, demo sounds. Listed in README.md."""
