"""Who wants no e-mails but necessary ones: one list for the whole house, by digest of the address."""

LEAVE = "leave"
"""Kind of the signed link of a registration by which one unsubscribes."""
