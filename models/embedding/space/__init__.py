"""The vector space of features, aspect by aspect, and query vectors in it."""
