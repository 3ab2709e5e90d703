"""What only long documents have: chapters, and a page that tells where each begins."""
