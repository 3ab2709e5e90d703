"""Small pieces that are cut out of large sheets, and what must fit on them."""
