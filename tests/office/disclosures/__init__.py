"""Lists for recipients outside the house."""
