"""Library data types: sources, samples, marks, queries, file names."""
