"""The directory's organizations: looked up, corrected, and two that are one made one."""
