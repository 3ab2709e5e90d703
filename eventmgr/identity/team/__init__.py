"""Who works on what: roles, members, invitations, and what a role reaches. An event is known by its number alone."""
