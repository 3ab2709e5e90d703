"""What is composed of all below: feeds, papers, figures, sheets that come in."""
