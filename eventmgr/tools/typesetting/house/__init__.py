"""What is a house's own on its papers: logo, colour, what stands at the top of pages."""
