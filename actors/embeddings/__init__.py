"""Embeddings: computes features, analysis and duplicates in worker processes; answers queries.

After a crash, stored features are in the library, and the next start continues from there.
"""
