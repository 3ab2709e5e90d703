"""Routes of investment offers."""

EVERYBODY = {("GET", "/investment/"), ("GET", "/investment/feed.atom"), ("GET", "/investment/compare/")}
