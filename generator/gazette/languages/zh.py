"""Chinese: what a redline needs. Its months, duties and phrases are not known."""

from __future__ import annotations

from gazette.languages.language import Language

LANGUAGE = Language("zh", is_joined=True, run_cost=1.8)
