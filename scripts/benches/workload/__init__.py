"""What several benchmarks run: worker processes over one-shots, similarity questions."""
