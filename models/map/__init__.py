"""Sounds on a plane: near each other if they sound alike."""
