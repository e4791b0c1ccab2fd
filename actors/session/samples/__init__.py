"""Rules of the sample lists: query, focus, selection, triage."""
