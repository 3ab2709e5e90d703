"""Who is suggested to whom: the matcher's answer for each listing, shared out, with its reasons and what people said of
it."""
