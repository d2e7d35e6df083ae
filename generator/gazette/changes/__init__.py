"""Two documents -> pairs -> words: what changed, how much of it, and since when it stands."""
