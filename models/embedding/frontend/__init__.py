"""How a sound is heard before anything is said of it: prepared, its spectra, its bands."""
