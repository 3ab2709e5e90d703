"""What templates use: filters, menus, Markdown, how a field is drawn."""
