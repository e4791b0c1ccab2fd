"""The shape drawn in each pixel column: extents, joins, interpolated curve, dots."""
