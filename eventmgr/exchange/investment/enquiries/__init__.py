"""Enquiries about offers: asked without being shown, answered by who offers, closed with what came of them."""
