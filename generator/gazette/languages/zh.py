"""Chinese: what a redline needs. Its months, duties and phrases are not known."""

from __future__ import annotations

from gazette.languages.language import Language

LANGUAGE = Language(
    "zh",
    is_joined=True,
    run_cost=1.8,
    calendar=("年", "月", "日"),
    numbering=r"第\s*{n}\s*[条條章节節款项項部编編号號]|(?:附件|附录|附錄|附表)\s*{n}",
)
