"""Plans and lists on paper."""
