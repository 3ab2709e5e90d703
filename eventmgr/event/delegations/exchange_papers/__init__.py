"""Exchange papers (交流材料): what delegations tell the others in writing, collected, revised and accepted."""
