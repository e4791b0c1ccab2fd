"""Loading of files into shared memory at the device rate, and the cache of loaded clips."""
