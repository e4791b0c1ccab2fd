"""What both sides of the engine process share, and what runs inside it.

The process starts quickly only if nothing here imports anything heavy.
"""
