"""A made-up kind of what stays between the events: patents that are on offer. Nothing outside this folder knows of it."""
