"""A repository and a day -> a site of which every policy was looked at, ready to be published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from gazette.pages import addresses
from gazette.publishing import previous, together
from gazette.publishing.crew import Crew
from gazette.publishing.fetching import Place
from gazette.publishing.recalling import read_history
from gazette.publishing.surveying import Compared, Work, survey, survey_compared
from gazette.publishing.unchanged import Unchanged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from gazette.history import Own
    from gazette.model import Settings
    from gazette.publishing.published import Published
    from gazette.publishing.surveying import Survey
    from gazette.publishing.together import Surveyed

ALONE = Crew()


@dataclass(frozen=True, slots=True)
class Ready:
    """A site to be published.

    Attributes:
        found: what was found at the first look.
        parts: what there is to publish of each policy, in the order of the configuration.
        unchanged: what earlier builds noted of them, None for a preview.
    """

    found: Surveyed
    parts: tuple[Own, ...]
    unchanged: Unchanged | None = None


def ready(
    settings: Settings,
    today: date,
    target: Path,
    *,
    day_from: str = "",
    replace_newer: bool = False,
    crew: Crew = ALONE,
) -> Ready:
    """A site without errors, which says what the one in its place says.

    Args:
        settings: of the site.
        today: its day.
        target: the folder of the site whose place it takes, where there is one.
        day_from: names what gave the day, such as an option.
        replace_newer: whether an earlier day may take the place of a later one.
        crew: does the work.

    Raises:
        GazetteError: with everything that is wrong.
    """
    published = _published(target)
    if published and replace_newer and published.as_of > today:
        published = None
    is_later = published is not None and published.as_of <= today
    work = Work(
        uuid4().hex,
        settings,
        today,
        read_history(settings),
        str(target),
        published if is_later else None,
    )
    made = _looked(work, crew)
    told = together.guarded(made.found, published, day_from)
    site = replace(made.found.site, findings=(*made.found.site.findings, *told))
    together.refuse(site.errors())
    return replace(made, found=replace(made.found, site=site))


def drafted(settings: Settings, today: date, drafts: datetime | None) -> Ready:
    """A site for a preview, whatever is wrong with it, with drafts as of an instant.

    Raises GazetteError where the repository itself allows no honest answer.
    """
    found = read_history(settings, drafts=drafts)
    return _looked(Work(uuid4().hex, settings, today, found, is_preview=True), ALONE)


def _looked(work: Work, crew: Crew) -> Ready:
    common, parts = together.parts(work.history, work.settings)
    work = replace(work, history=common)
    sizes = [len(work.settings.languages) * (1 + len(own.revisions)) for own in parts]

    def made(some: Sequence[int]) -> list[Survey]:
        own, amounts = [parts[at] for at in some], [sizes[at] for at in some]
        if crew.depot is None:
            return crew.all("Reading", partial(survey, work), own, amounts)
        compared = [Compared.of(work, each) for each in own]
        return crew.all("Reading", partial(survey_compared, work), compared, amounts)

    noted = None if work.is_preview else Unchanged.of(work, parts)
    surveys = noted.surveys(work, made) if noted else made(range(len(parts)))
    publishable = tuple(s.cut or own for s, own in zip(surveys, parts, strict=True))
    return Ready(together.surveyed(work, surveys), publishable, noted)


def _published(target: Path) -> Published | None:
    is_there = (target / addresses.INDEX).exists()
    return previous.outline(Place(str(target))) if is_there else None
