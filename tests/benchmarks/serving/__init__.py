"""How soon pages are there, beside Voila as it comes, and how many readers a public site bears."""
