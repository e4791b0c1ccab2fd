"""Words of the library: sources, samples, tags, queries, names of paths."""
