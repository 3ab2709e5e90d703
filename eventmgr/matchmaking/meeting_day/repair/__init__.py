"""From what was told to a proposal, its words, and the rows of meetings that it changes."""
