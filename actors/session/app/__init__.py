"""Rules of the app itself: settings, focus, sheets, health of the actors."""
