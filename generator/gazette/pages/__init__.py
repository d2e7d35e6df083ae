"""Page kinds -> HTML: what each kind of page shows, and where it stands."""
