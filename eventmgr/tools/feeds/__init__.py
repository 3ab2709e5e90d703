"""What the public feeds of lists have alike: what their addresses may ask, where they stand, and how they are
written."""
