"""From a file to frames of the device in shared memory, and what is kept of them."""
