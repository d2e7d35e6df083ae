"""Catalogs in the tools of translators: what Weblate reads and writes them with, translate-toolkit.

It reads every catalog that we write, shows a translator what we say of a passage, and what it
writes back is read as the same entries.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from translate.storage.pypo import pofile

from gazette.commands import translating
from gazette.configuration import read_configuration
from gazette.model import OwnWords
from gazette.publishing.loading import load
from gazette.translation import interfaces, overriding
from gazette.translation.catalogs import numbered_entries
from small import CATALOG, NOW, TERMS, TODAY, TWO, make

if TYPE_CHECKING:
    from translate.storage.pypo import pounit

    from gazette.translation.entries import Entry
    from repositories import Repository

ROOT = Path(__file__).parents[2]
CATALOGS = sorted(
    [
        *ROOT.glob("locales/*/LC_MESSAGES/*.po"),
        *ROOT.glob("locales/*/glossary.po"),
        *ROOT.glob("theme/*/locales/*/LC_MESSAGES/*.po"),
    ]
)


def meant(text: str, lang: str) -> list[Entry]:
    """The entries of a catalog, wherever they stand in it."""
    numbered, findings = numbered_entries(text, "a.po", lang, has_plurals=True)
    assert findings == ()
    return [entry for _, entry in numbered if entry.source]


def written(store: pofile) -> str:
    return bytes(store).decode("utf-8")


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: "/".join(path.parts[-3:]))
def test_what_is_only_looked_at_stays(path: Path) -> None:
    before = path.read_text("utf-8")
    lang = path.parts[path.parts.index("locales") + 1].replace("_", "-")
    after = written(pofile.parsestring(before.encode()))
    assert _sense(meant(after, lang)) == _sense(meant(before, lang))


def _sense(entries: list[Entry]) -> list[tuple[object, ...]]:
    return [(e.source, e.plural, e.said, e.fuzzy, e.obsolete, set(e.flags)) for e in entries]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = make(tmp_path / "policies")
    text = TWO.replace("You may use the service.", "You **may** use {name}.\n\nYou may leave.")
    made.write(TERMS, text)
    updated(made)
    return made


def updated(repository: Repository) -> str:
    """The catalog after `gazette i18n update`."""
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    translating.update(load(settings, TODAY, drafts=NOW))
    return (repository.root / CATALOG).read_text("utf-8")


def opened(repository: Repository) -> tuple[pofile, dict[str, pounit]]:
    """The catalog as Weblate has it, and its units by their sources."""
    store = pofile.parsestring((repository.root / CATALOG).read_bytes())
    return store, {unit.source: unit for unit in store.units if not unit.isobsolete()}


def test_a_translator_is_shown_the_context(repository: Repository) -> None:
    _, units = opened(repository)
    there = "https://example.com/legal/en/terms/#terms"
    notes = units["You may leave."].getnotes("developer")
    assert notes.split("\n") == ["paragraph", "section: Terms", there]
    assert units["You may leave."].getlocations() == [TERMS]
    watched = units["You **may** use {name}."]
    assert watched.hastypecomment("md-text")
    assert watched.hastypecomment('placeholders:"{name}"')


def test_what_a_translator_writes_is_read(repository: Repository) -> None:
    store, units = opened(repository)
    units["You may leave."].target = "Sie dürfen „gehen“, " + "wann immer Sie wollen, " * 9 + "ja."
    units["You **may** use {name}."].target = "Sie **dürfen** {name} nutzen."
    units["You **may** use {name}."].markfuzzy()
    units["Fees"].addnote("Not „Kosten“.", origin="translator")
    (repository.root / CATALOG).write_bytes(bytes(store))
    found = {entry.source: entry for entry in meant(written(store), "de")}
    assert found["You may leave."].translation == units["You may leave."].target
    assert found["You **may** use {name}."].fuzzy
    assert found["Fees"].notes == ("# Not „Kosten“.",)
    after = {entry.source: entry for entry in meant(updated(repository), "de")}
    assert {s: (e.said, e.fuzzy, e.notes, e.obsolete) for s, e in after.items()} == {
        s: (e.said, e.fuzzy, e.notes, e.obsolete) for s, e in found.items()
    }
    again = (repository.root / CATALOG).read_text("utf-8")
    assert updated(repository) == again


def test_words_of_the_interface_are_translated_with_their_forms() -> None:
    path, message = "locales/ar/LC_MESSAGES/gazette.po", "%(num)s added"
    store = pofile.parsestring(interfaces.update("ar", None, path, "A").encode())
    units = {str(unit.source): unit for unit in store.units}
    assert units[message].hastypecomment("python-format")
    forms = ["لا شيء", "واحد", "اثنان", *("%(num)s بنود" for _ in range(3))]
    units[message].target = forms
    text = written(store)
    own = OwnWords("ar", path, text)
    words = overriding.words("ar", own)
    assert [words.ngettext(message, message, n) for n in (0, 1, 2, 3, 11, 100)] == forms
    assert meant(interfaces.update("ar", text, path, "A"), "ar") == meant(text, "ar")


def test_an_obsolete_entry_of_another_kind_refuses_nothing(repository: Repository) -> None:
    """Weblate and msgmerge leave such entries behind when a context is given up."""
    foreign = '#~ msgctxt "menu"\n#~ msgid "Fees"\n#~ msgstr "Preise"\n'
    path = repository.root / CATALOG
    path.write_text(path.read_text("utf-8") + "\n" + foreign, "utf-8")
    text = updated(repository)
    assert text.endswith("\n" + foreign)
    assert 'msgid "Fees"\nmsgstr "Gebühren"' in text
