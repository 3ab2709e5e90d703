"""A participant's own page, behind a link."""
