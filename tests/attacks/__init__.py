"""What an attacker tries, one file per family; each says what he wants and how it was tried."""
