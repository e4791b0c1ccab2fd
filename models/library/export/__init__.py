"""Export of samples: file names and format conversion."""
