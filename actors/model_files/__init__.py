"""Files of embedding models: opened for `models`, which open none themselves, and installed.

A floor, as the command line installs and verifies models without a running app. Not here: what the
files mean (`models/embedding`, `models/types`).
"""
