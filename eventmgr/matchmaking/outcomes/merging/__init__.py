"""One deal that two have told: found, merged, parted again, or known to be two."""
