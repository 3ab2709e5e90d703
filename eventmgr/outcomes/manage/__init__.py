"""Pages of organizers about deals."""
