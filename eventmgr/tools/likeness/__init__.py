"""Two rows of one kind that may be the same: found, compared, merged, two again, or known to be two."""
