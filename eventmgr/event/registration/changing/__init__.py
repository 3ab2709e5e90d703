"""What a registration says is changed: by the office, by its person, by request, by somebody else in the same place."""
