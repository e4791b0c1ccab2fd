"""Rules of similarity search, embedding, duplicates, map and models."""
