"""Lists of participants for a recipient outside the house: for a purpose, of those who consented to it, by a link that
ends."""
