"""OLD and NEW of the command line -> a redline.

A side is a Markdown file, `policy@version`, or `policy@revision` with a revision that git
knows. Files stand alone: they need no repository and no configuration.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from gazette import align, history, redline, site, summary
from gazette.configuration import read_configuration
from gazette.document import Parser
from gazette.errors import refusal
from gazette.model import Document, Redline, SectionSummary, SourceFile
from gazette.site import Site


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts compared: their names, the redline, and its counts by section."""

    old: str
    new: str
    redline: Redline
    sections: tuple[SectionSummary, ...]


def compare(old: str, new: str, config_file: Path, lang: str) -> Compared:
    """Compare two sides in a language ("" for the source language, or English for files).

    Raises GazetteError where a side cannot be found or read.
    """
    sides = _Sides(config_file, lang)
    originals = (sides.document(old, ""), sides.document(new, ""))
    pairs = align.align(*originals)
    shown = (sides.document(old, lang), sides.document(new, lang))
    found = redline.redline(*shown, pairs, source=originals if shown != originals else None)
    return Compared(old, new, found, summary.summarise(*originals, pairs))


@dataclass
class _Sides:
    """Finds documents by name; the site is read when the first name asks for it."""

    config_file: Path
    lang: str
    parser: Parser = field(default_factory=Parser)
    _site: Site | None = None

    def document(self, name: str, lang: str) -> Document:
        """The document of a side, in `lang` ("" for the language it is written in)."""
        policy, at, label = name.rpartition("@")
        if Path(name).is_file() or not at:
            return self.parser.parse([read_file(name)], self.lang or "en")[0]
        found = self.site().policies_by_id.get(policy)
        if found is None:
            known = ", ".join(each.id for each in self.site().policies) or "none"
            what = f'There is no policy "{policy}".'
            raise refusal("unknown-policy", what, f"There are: {known}.")
        if lang and lang not in self.site().settings.languages:
            what = f'The site has no language "{lang}".'
            mend = f"It has: {', '.join(self.site().settings.languages)}."
            raise refusal("unknown-language", what, mend)
        source_language = self.site().settings.source_language
        if label in {version.label for version in found.versions}:
            return self.site().document(policy, label, lang or source_language)
        files = history.files_at(self.site().settings, found.source, label)
        folder = not found.source.path.endswith(".md")
        return self.parser.parse(files, source_language, folder=folder)[0]

    def site(self) -> Site:
        if self._site is None:
            configuration = read_configuration(self.config_file)
            self._site = site.load(configuration.settings, configuration.today(None))
        return self._site


def read_file(name: str) -> SourceFile:
    """A Markdown file of the disk. Raises GazetteError where it cannot be read as text."""
    try:
        text = Path(name).read_text("utf-8-sig")
    except FileNotFoundError:
        mend = "Name a Markdown file, policy@version, or policy@revision."
        raise refusal("no-such-text", f'There is no file "{name}".', mend) from None
    except UnicodeDecodeError:
        raise refusal(
            "not-utf-8", "The file is not UTF-8 text.", "Save it as UTF-8.", name
        ) from None
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        raise refusal("unreadable", what, "Name a file that can be read.", name) from None
    return SourceFile(name, text.replace("\r\n", "\n"))
