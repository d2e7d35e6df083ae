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
DOCUMENTATION = "https://policy-gazette.readthedocs.io/"
_TABLE = {rule.id: rule for found in RULES.values() for rule in found}


def is_rule(name: str) -> bool:
    """Whether there is a rule of that name."""
    return name in _TABLE


def names() -> tuple[str, ...]:
    """The names of all rules, in the table's order."""
    return tuple(_TABLE)


def find(name: str) -> Rule:
    """The rule of that name. Raises KeyError."""
    return _TABLE[name]


def page(name: str) -> str:
    """The address of what the documentation says of a rule."""
    return f"{DOCUMENTATION}rules/#{name}"
