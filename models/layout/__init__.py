"""Layout by containers: rows, columns and flows of boxes, in whole pixels; needs no window."""
