"""Rules of the app itself: settings, focus, sheets, the state of its parts."""
