"""Investment: parks, funds, subsidies, projects and services of listings as one place, by province and kind."""
