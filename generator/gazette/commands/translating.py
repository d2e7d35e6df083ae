"""Catalog files for translators: extraction, update, status.

Works on the newest text of each policy and on the ordinary pages, uncommitted text included.
The catalogs of past versions stay in the repository's history, where the site finds them.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.document import context, is_unit
from gazette.errors import refusal
from gazette.history import INTERFACE, catalog_folders
from gazette.model import Place
from gazette.pages import addresses
from gazette.pages.ordinary import ordinary_units
from gazette.translation import interfaces, lookup, merging, theme
from gazette.translation.catalogs import LABELS, ORDINARY
from gazette.translation.entries import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive
    from gazette.archive.site import Site
    from gazette.document.contexts import Passages
    from gazette.model import Settings
    from gazette.translation.lookup import Counts


def update(site: Site, root: str = "") -> list[str]:
    """Write every catalog that is not in step with the texts; the paths written, in order.

    `root` is the folder to write to where it is another than the one the site is read from.
    Raises GazetteError where an existing catalog cannot be read or a new one written.
    """
    settings = site.settings
    changed = merging.update(
        _folders(settings), _texts(site), _units(site), settings.name, partial(_before, site)
    )
    for path, text in changed.items():
        _write(Path(root or settings.root, path), text)
    return list(changed)


def update_interface(settings: Settings) -> list[str]:
    """Write the catalogs of the site's own words that are not in step; the paths written.

    There is one for each language that the interface does not speak, and for each that has one.
    Raises GazetteError where an existing catalog cannot be read or a new one written.
    """
    known = {own.lang: own for own in settings.interface}
    written = []
    for lang, folder in catalog_folders(settings).items():
        own, path = known.get(lang), f"{folder}/{INTERFACE}"
        if own or not theme.speaks(lang):
            text = interfaces.update(lang, own.text if own else None, path, settings.name)
            if not own or text != own.text:
                _write(Path(settings.root, path), text)
                written.append(path)
    return written


def status(site: Site) -> dict[tuple[str, str], Counts]:
    """How much of each catalog is translated, by catalog and language."""
    return lookup.status(_folders(site.settings), _texts(site), _units(site))


def _folders(settings: Settings) -> dict[str, str]:
    """The folders of the catalogs that are translated, by language."""
    found = catalog_folders(settings)
    return {lang: found[lang] for lang in settings.languages[1:]}


def _write(path: Path, text: str) -> None:
    """Write a catalog, with the line ends of the one that is there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        end = "\r\n" if path.is_file() and b"\r\n" in path.read_bytes() else "\n"
        path.write_text(text, "utf-8", newline=end)
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise refusal(
            "catalog-unwritable", f"{reason}.", "Make the file writable.", str(path)
        ) from None


def _texts(site: Site) -> dict[str, str]:
    """The catalogs as they are now, by path."""
    return {
        states[-1].path: states[-1].text
        for states in site.history.catalogs.values()
        if states[-1].text
    }


def _units(site: Site) -> dict[str, list[Unit]]:
    # A policy without a version is one whose text cannot be read now: its catalog stays.
    units = {
        each.policy.id: list(_policy_units(each)) for each in site.archives if each.policy.versions
    }
    if site.settings.labels:
        units[LABELS] = [Unit(text, ()) for text in site.settings.labels]
    if ordinary := list(ordinary_units(site)):
        units[ORDINARY] = ordinary
    return units


def _before(site: Site, name: str) -> Passages:
    """The passages that earlier texts of a catalog had, with their sections."""
    archives = (each for each in site.archives if each.policy.id == name)
    return next((each.catalogs.earlier() for each in archives), frozenset())


def _policy_units(archive: Archive) -> Iterator[Unit]:
    """The units of a policy's newest version, front matter first."""
    version = archive.policy.versions[-1]
    place = (Place(version.files[0].path),)
    for kind, text in _notes(archive, version.label):
        yield Unit(text, place, kind)
    home = addresses.address(archive.settings.source_language, archive.policy.id)
    blocks = archive.sources.document(version.label).blocks
    titles = {block.anchor: block.source for block in blocks if block.anchor}
    for block in filter(is_unit, blocks):
        at = addresses.section(home, block.section) if block.section else home
        said = [block.kind.value]
        if block.section in titles and not block.anchor:
            said.append(f"section: {titles[block.section]}")
        if archive.settings.url:
            said.append(addresses.url(archive.settings, at))
        elif context(block):
            said.append(f"#{context(block)}")
        yield Unit(block.source, (Place(block.path),), "\n".join(said), context(block))


def _notes(archive: Archive, label: str) -> Iterator[tuple[str, str]]:
    """What each text of a version's front matter is, and the text; of all, their corrections."""
    texts = archive.sources.front(label)
    yield "title", texts.title
    for name in ("description", "summary", "notice_exception", "editorial_reason"):
        if text := getattr(texts, name):
            yield name, text
    for text in texts.in_short:
        yield "in_short", text
    for highlight in texts.highlights:
        yield f"highlight: {highlight.section}", highlight.text
    for badge in texts.badges:
        yield "badge", badge
    for version in archive.policy.versions:
        for correction in version.front.corrections:
            yield "correction", correction.text
