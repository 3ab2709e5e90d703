"""Everything that is read to make figures."""
