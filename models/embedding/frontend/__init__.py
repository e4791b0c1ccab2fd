"""Front end shared by all descriptors: normalised sound, spectra, mel bands."""
