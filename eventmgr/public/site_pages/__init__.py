"""What the site says of itself: contact, about, privacy; administrators write them."""
