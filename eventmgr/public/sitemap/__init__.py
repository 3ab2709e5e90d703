"""The sitemap: every address that search engines should know, as each room tells it."""
