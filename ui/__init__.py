"""User interface: renders `AppState` and posts intents."""
