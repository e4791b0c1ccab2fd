"""Rules of settings, which outlive the run."""
