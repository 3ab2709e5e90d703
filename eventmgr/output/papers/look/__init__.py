"""How the papers of an event look: a logo, a colour, what stands at the top of pages."""
