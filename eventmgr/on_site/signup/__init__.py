"""Places in the groups of an agenda: who chose which, who holds a place in it, who waits for one."""
