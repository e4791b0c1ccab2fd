"""What is derived from sample content and stored: features, types, analysis, hashes."""
