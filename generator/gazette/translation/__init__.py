"""Catalogs of translations: read and merged, looked up, judged."""
