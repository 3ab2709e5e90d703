"""Certificates of attendance (参会证明): numbered, printed, checked by everybody."""
