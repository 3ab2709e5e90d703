"""How the way out of e-mails is doing: what the mail server said last, when nothing leaves for a while, and what people
are told of it."""
