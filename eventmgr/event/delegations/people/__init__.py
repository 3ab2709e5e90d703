"""Single people of a unit, on its liaison's pages."""
