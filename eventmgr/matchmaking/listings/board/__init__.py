"""The public board of what is offered and sought: pages, feeds, lists, the complement table."""
