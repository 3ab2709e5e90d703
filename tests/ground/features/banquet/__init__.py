"""A made-up feature: tables are laid for the banquet of an event. Nothing outside this folder knows of it."""
