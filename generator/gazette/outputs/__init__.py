"""What a site is made into: pages, data."""
