"""Every rule there is, by its id, with the reason for it.

A finding names its rule; this table says what the rule is for. `gazette check --rules` prints it,
and docs/rules.md shows it; tests hold table, code and page to each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.checks.rules import announcements, commands, published, repository, texts, translations

if TYPE_CHECKING:
    from gazette.checks.rules.rule import Rule

RULES: dict[str, tuple[Rule, ...]] = {
    "announcements": announcements.RULES,
    "what is published": published.RULES,
    "texts": texts.RULES,
    "translations": translations.RULES,
    "the repository": repository.RULES,
    "commands": commands.RULES,
}
