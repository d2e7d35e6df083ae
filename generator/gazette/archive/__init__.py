"""One policy with everything worked out about it."""
