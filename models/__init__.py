"""Pure knowledge: same input, same output; no await, clock, thread, file or window."""
