"""How pages are answered: headers, packing, entity tags, and public pages kept until their stamp rises."""
