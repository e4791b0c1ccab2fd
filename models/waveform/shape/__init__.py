"""What is drawn under each pixel: exact extents, their joins, the curve, the dots."""
