"""The state of the app: one immutable value, divided into slices."""
