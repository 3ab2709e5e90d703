"""What organizations offer and seek: their profiles, who keeps these, and listings of supply and demand."""
