"""News of policies by e-mail: whoever confirms an address is told what is new within the filters chosen."""
