"""What each part of this room tells about itself, one file for each part."""
