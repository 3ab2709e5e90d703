"""Tables of counts by two things: how they are made, and what of them may be published. Pure."""
