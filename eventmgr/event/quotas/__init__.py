"""Places and who may have them: the tally, quotas of delegation units, whether there is room. Never persons."""
