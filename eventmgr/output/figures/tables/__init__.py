"""Tables that readers choose: measures, what tells them apart, over one event or all that somebody sees."""
