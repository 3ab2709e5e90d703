"""Numbers about the people of an event: who counts as what, what each number is called and what opens it."""
