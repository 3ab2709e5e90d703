"""The office's list and the pages that open from it."""
