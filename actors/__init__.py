"""Concurrency and I/O: nobody else starts a task, a thread or a process."""
