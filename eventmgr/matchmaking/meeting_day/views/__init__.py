"""Pages of the day without an account: a party's own, call screens, the phones of table hosts."""
