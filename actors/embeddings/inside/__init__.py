"""Embeds windows of long sounds, and finds places inside them."""
