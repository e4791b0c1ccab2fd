"""The SQL, by subject: functions that run in the thread of a connection."""
