"""What platforms read: JSON, feeds, calendars, the search index, the TimeMap."""
