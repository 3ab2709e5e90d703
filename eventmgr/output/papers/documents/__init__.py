"""One module per document, each with `build(data, *, lang) -> bytes`. Loaded when one is printed, not before."""
