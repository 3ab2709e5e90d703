"""Documents on paper: one typesetting kit, one module per document."""
