"""A repository and a day -> the site of that day, judged by the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette import checks, history
from gazette.archive import making
from gazette.checks import severities
from gazette.publishing.recalling import read_history
from gazette.translation import overriding

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from gazette.archive.memo import Memo
    from gazette.archive.site import Site
    from gazette.model import Finding, Settings

RULES = making.Rules(checks.run, checks.refusing)


def load(
    settings: Settings, today: date, *, drafts: datetime | None = None, memo: Memo | None = None
) -> Site:
    """Read the repository at `settings.root` and make the site of a day.

    `drafts` adds uncommitted policy text as a version of status DRAFT, as of an instant (for a
    preview). `memo` knows what an earlier run worked out. What is wrong with the texts stands in
    the site's `findings`. Raises GazetteError where the repository itself allows no honest answer.
    """
    found = read_history(settings, drafts=drafts, is_kept=memo is not None)
    return made_from(found, settings, today, memo)


def made_from(
    found: history.History, settings: Settings, today: date, memo: Memo | None = None
) -> Site:
    """The site of a day, from what is known of a repository; what is wrong is in its findings.

    Where the newest text is no version, what rules say of the one before has other lines.
    """
    made = making.made_from(found, settings, today, RULES, memo)
    told = (*made.findings, *overriding.findings(settings))
    ruled = _ruled(replace(made, findings=told), checks.run)
    wrong = severities.faulty(settings.severities)
    return replace(ruled, findings=checks.in_order((*ruled.findings, *wrong)))


def alone(found: history.History, settings: Settings, today: date, memo: Memo) -> Site:
    """The same of some policies among others, of which nothing is asked: see `checks.run_alone`."""
    return _ruled(making.made_from(found, settings, today, RULES, memo), checks.run_alone)


def _ruled(made: Site, rules: Callable[[Site], tuple[Finding, ...]]) -> Site:
    ruled = (f for f in rules(made) if made.owner(f.place.path) not in made.behind)
    found = severities.applied((*made.findings, *ruled), made.settings.severities)
    return replace(made, findings=checks.in_order(found))
