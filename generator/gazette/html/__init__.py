"""Blocks and redlines -> HTML, always well-formed."""
