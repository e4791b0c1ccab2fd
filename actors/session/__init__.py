"""The session: receives intents and events, applies the rules, publishes the state.

It owns the `AppState`; if it stays down, the app closes with a report.
"""
