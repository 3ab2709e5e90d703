"""Whether somebody may register now, and as what."""
