"""When and where meetings can be held, and the rules for all of them."""
