"""The files of the site that are no pages: the API and the search indexes.

Each is made only when it is needed: the texts, which are most of them, say what they are made
from, so that a build can take over those that did not change.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING

from gazette.outputs import api, search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazette.model import Version
    from gazette.outputs.pages import Digests
    from gazette.site import Policy, Site


@dataclass(frozen=True)
class Data:
    """A file: its address, how it is made, and digests of what it is made from.

    Without `inputs` it is made in every build.
    """

    address: str
    make: Callable[[], str]
    inputs: tuple[str, ...] = ()


def data(site: Site, digests: Digests) -> Iterator[Data]:
    """Every such file of the site."""
    known = api.BlockTexts()
    yield _api(api.INDEX, api.index, site)
    for policy in site.policies:
        yield _api(f"{api.ROOT}{policy.id}/versions.json", api.versions, site, policy)
        yield _api(f"{api.ROOT}{policy.id}/notices.json", api.notices, site, policy)
        for version in policy.versions:
            yield from _texts(site, policy, version, digests, known)
    for schema in sorted(resources.files("gazette.outputs").joinpath("schema").iterdir(), key=str):
        yield Data(f"{api.ROOT}schema/{schema.name}", partial(schema.read_text, "utf-8"))
    for lang in site.settings.languages:
        yield Data(f"{lang}/search.json", partial(search.index, site, lang))


def _texts(
    site: Site, policy: Policy, version: Version, digests: Digests, known: api.BlockTexts
) -> Iterator[Data]:
    for lang in site.settings.languages:
        address = f"{api.ROOT}{policy.id}/v/{version.label}.{lang}.json"
        texts = site.texts(policy.id, version.label, lang)
        facts = (texts.title, texts.description, site.settings.url, site.settings.source_language)
        inputs = (digests[policy.id, version.label, lang], *facts)
        yield Data(address, partial(api.text, site, version, lang, known), inputs)


def _api(address: str, make: Callable[..., dict[str, object]], *arguments: object) -> Data:
    return Data(address, lambda: f"{api.as_json(make(*arguments))}\n")
