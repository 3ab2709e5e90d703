"""The guides for those who use the product, served from the package: one page a task, in the reader's language."""
