"""A person's place at an event: asked for, confirmed, queued, withdrawn, attended."""
