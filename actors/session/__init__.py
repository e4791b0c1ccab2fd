"""The hub: hears people and services, decides, publishes the state.

It owns the `AppState`; if it dies for good the app closes with a report.
"""
