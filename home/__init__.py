"""The front door: the home page, plain pages, browsing and search."""
