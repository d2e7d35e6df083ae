"""The theme: templates, styles, scripts and the interface's catalogs."""
