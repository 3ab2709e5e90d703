"""The meetings of the matchmaking, part by part."""
