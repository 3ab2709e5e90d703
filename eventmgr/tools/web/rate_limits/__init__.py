"""How often something may be tried, and how many letters may be caused."""
