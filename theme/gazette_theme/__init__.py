"""The theme: templates, styles, scripts and the interface's catalogs."""

import os

# mkdocs imports this package before the parent theme's, which prints a banner of its own unless
# this is set; what a build prints is for those who publish policies.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
