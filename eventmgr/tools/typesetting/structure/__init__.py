"""What a document says of its own order: bookmarks, and tags for those who hear it."""
