"""A notice as a letter: what a recipient reads, in a language, and the file they keep.

A letter says what changes, from when, what a reader can do and where to read it, as plain text
and as HTML; its record is one HTML file with the whole text and every change marked, since an
address can change and a file that is kept cannot (a durable medium). Nothing in either is fetched
from anywhere, and nothing tells who read it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import gazette_theme
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from gazette.data import said
from gazette.errors import refusal
from gazette.html.redlines import redline_html
from gazette.html.texts import text_html
from gazette.languages import l10n
from gazette.model import Status
from gazette.pages import addresses, editions, interface
from gazette.pages.linking import Links
from gazette.publishing import files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from gazette.archive.archive import Archive
    from gazette.archive.site import Site
    from gazette.document.targets import Published
    from gazette.model import Version

_FOLDER = Path(gazette_theme.__file__).parent / "gazette" / "letter"
_FIELD = re.compile(r"\{([a-z_][a-z0-9_-]*)\}")
_TOLD = (Status.UPCOMING, Status.IN_FORCE, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one recipient gets. `record` is the HTML file attached under the name `file`."""

    lang: str
    subject: str
    text: str
    html: str
    file: str
    record: str


def fields(site: Site) -> frozenset[str]:
    """The columns of the recipients' file that the site's letters name, in any language."""
    mail = site.settings.mail
    texts = (
        site.label(text, lang)
        for text in (mail.greeting, mail.choices, mail.closing)
        for lang in site.settings.languages
    )
    return frozenset(name for text in texts for name in _FIELD.findall(text))


def announced(archive: Archive, label: str) -> Version:
    """A version that there is something to tell of. Raises GazetteError for any other."""
    policy, versions = archive.policy.id, archive.policy.versions
    version = next((each for each in versions if each.label == label), None)
    if version is None:
        known = ", ".join(each.label for each in versions)
        what = f'{policy} has no version "{label}".'
        raise refusal("unknown-version", what, f"It has: {known}.")
    if version.status not in _TOLD:
        what = (
            f"Version {label} of {policy} is {version.status.value}: there is nothing to announce."
        )
        fix = "Name a version that is coming, in force or withdrawn."
        raise refusal("nothing-to-announce", what, fix)
    if not archive.settings.url:
        what = "Without the site's address, a notice cannot say where to read the texts."
        raise refusal("configuration", what, 'Add "site_url: https://…" to mkdocs.yml.')
    return version


class Letters:
    """The letters of one version's notice: each language's parts are made once."""

    def __init__(
        self, site: Site, archive: Archive, version: Version, published: Published
    ) -> None:
        self._site = site
        self._published = published
        self._archive = archive
        self._version = version
        self._fixed: dict[str, Letter] = {}
        self._values: dict[str, Mapping[str, object]] = {}
        self._records: dict[str, str] = {}
        self._fields = fields(site)

    def letter(self, lang: str, merged: Mapping[str, str]) -> Letter:
        """The letter in a language, with one recipient's fields in its greeting and closing."""
        if self._fields:
            return self._made(lang, merged)
        if lang not in self._fixed:
            self._fixed[lang] = self._made(lang, {})
        return self._fixed[lang]

    def _made(self, lang: str, merged: Mapping[str, str]) -> Letter:
        if lang not in self._values:
            self._values[lang] = self._context(lang)
            self._records[lang] = self._record(lang)
        values = {**self._values[lang], **self._own(lang, merged)}
        subject = str(values["subject"])
        text = template("letter.txt").render(values)
        html = template("letter.html").render(values)
        label = re.sub(r"[^A-Za-z0-9.]+", "-", self._version.label)
        file = f"{self._archive.policy.id}-{label}.{lang}.html"
        return Letter(lang, subject, text, html, file, self._records[lang])

    def _own(self, lang: str, merged: Mapping[str, str]) -> dict[str, str]:
        """What the site says itself, a recipient's fields filled in."""
        mail, _ = self._site.settings.mail, interface.words(self._site.settings, lang).gettext
        usual = _(
            "Please read the changes. If you have questions or do not agree, contact us before "
            "that day; the text says how."
        )
        choices = self._site.label(mail.choices, lang) if mail.choices else usual
        texts = {
            "greeting": self._site.label(mail.greeting, lang),
            "choices": choices,
            "closing": self._site.label(mail.closing, lang),
        }
        return {
            name: _FIELD.sub(lambda found: merged.get(found[1], found[0]), text)
            for name, text in texts.items()
        }

    def _context(self, lang: str) -> Mapping[str, object]:
        site = self._site
        _ = interface.words(self._site.settings, lang).gettext
        edition = editions.edition(self._archive, self._version, lang)
        there = edition.changes or edition.address
        pointed = (
            (each.gone or addresses.section(there, each.section), each.text)
            for each in edition.highlights
        )
        return {
            "_": _,
            "lang": lang,
            "dir": l10n.direction(lang),
            "tongue": partial(interface.tongue, lang),
            "source_language": site.settings.source_language,
            "sender": site.label(site.settings.name, lang),
            "subject": self._subject(edition, lang),
            "opening": self._opening(edition, lang),
            "happened": said.happened(site.settings, edition, lang),
            "is_withdrawn": edition.status is Status.WITHDRAWN,
            "exception": " ".join(
                f"{words} {reason}"
                for words, _name, reason in said.reasons(site.settings, edition, lang)
            ),
            "untranslated": edition.untranslated,
            "summary": edition.summary,
            "highlights": [(addresses.url(site.settings, place), text) for place, text in pointed],
            "links": [*self._links(edition, lang)],
        }

    def _subject(self, edition: editions.Edition, lang: str) -> str:
        _ = interface.words(self._site.settings, lang).gettext
        words = _("%(title)s: changes effective %(date)s")
        if edition.status is Status.WITHDRAWN:
            words = _("%(title)s: version %(label)s was withdrawn")
        return words % _facts(edition, lang)

    def _opening(self, edition: editions.Edition, lang: str) -> str:
        _ = interface.words(self._site.settings, lang).gettext
        if edition.status is Status.WITHDRAWN:
            words = _(
                "Version %(label)s of “%(title)s”, announced for %(date)s, was withdrawn and does "
                "not apply."
            )
        elif edition.status is Status.IN_FORCE:
            words = _("%(title)s: version %(label)s has been in force since %(date)s.")
        else:
            words = _(
                "We are changing “%(title)s”. The new version, %(label)s, takes effect on "
                "%(date)s and does not apply before then."
            )
        return words % _facts(edition, lang)

    def _links(self, edition: editions.Edition, lang: str) -> list[tuple[str, str]]:
        _ = interface.words(self._site.settings, lang).gettext
        site = self._site
        read = _("Read version %(label)s") % {"label": edition.label}
        links = [(read, addresses.url(site.settings, edition.address))]
        if edition.changes:
            links.insert(0, (_("See what changes"), addresses.url(site.settings, edition.changes)))
        if self._archive.policy.in_force and edition.status is not Status.IN_FORCE:
            home = addresses.address(lang, self._archive.policy.id)
            links.append((_("Read the version in force"), addresses.url(site.settings, home)))
        return links

    def _record(self, lang: str) -> str:
        """The file to keep: the facts, and the whole text with every change."""
        _ = interface.words(self._site.settings, lang).gettext
        site = self._site
        edition = editions.edition(self._archive, self._version, lang)
        title = _("%(title)s, version %(label)s") % _facts(edition, lang)
        facts = [
            (_("Effective"), l10n.format_date(edition.effective, lang)),
            (_("Announced"), l10n.format_datetime(edition.published, lang)),
            (_("Address"), addresses.url(site.settings, edition.address)),
        ]
        if edition.basis:
            before = self._archive.policy.version(edition.basis)
            words = _("Version %(label)s") % {"label": before.label}
            facts.append((_("Compared with"), words))
        if lang != site.settings.source_language:
            source = l10n.language_in_sentence(site.settings.source_language, lang)
            facts.append((_("Authoritative language"), source))
        values = {
            "title": title,
            "facts": facts,
            "redline": bool(edition.basis),
            "body": self._body(edition, lang),
        }
        return template("record.html").render({**self._values[lang], **values})

    def _body(self, edition: editions.Edition, lang: str) -> Markup:
        archive, voice = self._archive, interface.voice(self._site, lang)
        labels = tuple(filter(None, (edition.label, edition.basis)))
        links = Links(self._site, self._published, lang, edition.address, archive.policy.id, labels)
        href = partial(self._absolute, links)
        if not edition.basis:
            document = archive.texts.document(edition.label, lang)
            return text_html(document, voice, href, numbered=edition.authored).body
        found = archive.comparisons.redline(edition.basis, edition.label, lang)
        return redline_html(found, voice, href, numbered=edition.authored)

    def _absolute(self, links: Links, target: str, file: str, *, image: bool = False) -> str:
        """Where a link of the text leads, from a file that may lie anywhere.

        An image stands within that file, or is not shown: nothing is fetched.
        """
        if image:
            return self._images.get(target, "")
        found = links(target, file)
        here = addresses.url(self._site.settings, links.page)
        return found if found.startswith("#") else urljoin(here, found)

    @cached_property
    def _images(self) -> Mapping[str, str]:
        """The images of the text, and of the one before, by their addresses."""
        before = self._archive.policy.predecessor(self._version.label)
        texts = [version for version in (before, self._version) if version]
        known = self._site.history.addresses
        shown = (known(self._archive.policy.id, version.assets).values() for version in texts)
        return files.images(self._site, (address for found in shown for address in found))


@cache
def template(name: str) -> Template:
    """A template of letters, previews and records."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
    )
    return environment.get_template(name)


def _facts(edition: editions.Edition, lang: str) -> dict[str, str]:
    return {
        "title": edition.title,
        "label": edition.label,
        "date": l10n.format_date(edition.effective, lang),
    }
