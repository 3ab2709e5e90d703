"""Ways out other than e-mail: short texts over HTTP, each a row first, sent by a worker, at most once."""
