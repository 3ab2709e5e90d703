"""An event from its announcement to the decision who comes."""
