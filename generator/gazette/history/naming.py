"""The files that a policy's texts name: what they show, and what they link to beside them.

The algorithm: most texts name none, which is found without reading them as Markdown
(`document.files`). The others are read once, and of what was read only the names are kept.
Source: design, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from posixpath import dirname, normpath
from typing import TYPE_CHECKING

from gazette.document import Excerpts, Parser, may_name_files, named_files, places
from gazette.errors import GazetteError
from gazette.history.links import within
from gazette.history.named import Name, Names, text_key
from gazette.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.document import Named
    from gazette.model import Dialect, Revision, Settings, SourceFile

_MOST_PARSED = 2_000_000  # characters, of which what was parsed may stay in memory
_LONGEST_PATH = 4096  # bytes, as Linux has it


def docs_folder(settings: Settings) -> str:
    """The content folder, "" where that is the repository itself."""
    folder = normpath(settings.docs_dir)
    return "" if folder == "." else folder


@dataclass
class Naming:
    """Reads texts for the files that they name, each text once.

    `docs` is the content folder, `dialects` says in which Markdown each policy is written, `names`
    is what is known already.
    """

    docs: str
    dialects: Mapping[str, Dialect]
    names: Names = field(default_factory=Names)
    _parser: Parser = field(default_factory=Parser)
    _excerpts: Excerpts = field(default_factory=Excerpts)
    _parsed: int = 0  # characters that the parser has read
    _known: dict[tuple[Dialect, tuple[SourceFile, ...]], tuple[Name, ...]] = field(
        default_factory=dict
    )

    @classmethod
    def within(cls, settings: Settings, names: Names | None = None) -> Naming:
        """What reads the texts of a site."""
        dialects = {each.id: each.dialect for each in settings.policies}
        return cls(docs_folder(settings), dialects, Names() if names is None else names)

    def learn(self, policy: str, revisions: Iterable[Revision]) -> None:
        """Read all texts of a policy for the files that they name; the texts are not kept."""
        for revision in revisions:
            self.of(policy, revision.files)
        self._forget()

    def paths(self, policy: str, revisions: Iterable[Revision]) -> frozenset[str]:
        """The paths of all files that some revisions of a policy name, and that may stand."""
        names = (name for revision in revisions for name in self.of(policy, revision.files))
        return frozenset(name.path for name in names if may_stand(name.path))

    def of(self, policy: str, files: tuple[SourceFile, ...]) -> tuple[Name, ...]:
        """The files that a text of a policy names, in its order, each once.

        Of those that it links to, the ones beside it or in the content folder.
        """
        key = self.dialects[policy], files
        if key not in self._known:
            is_worth_it = any([self._may_name(file) for file in files])  # noqa: C419  # all are noted
            self._known[key] = self._named(*key) if is_worth_it else ()
        return self._known[key]

    def _may_name(self, file: SourceFile) -> bool:
        """Whether something in a file looks like the name of another one."""
        known = self.names.blobs.get(file.blob)
        if known is not None:
            return known
        found = may_name_files(file.text)
        self.names.note_blob(file.blob, may_name=found)
        return found

    def _named(self, dialect: Dialect, files: tuple[SourceFile, ...]) -> tuple[Name, ...]:
        key = text_key(self.docs, dialect, files)
        if key not in self.names.named:
            found = tuple(self._read(dialect, files))
            self.names.note(key, found)
            return found
        return self.names.named[key]

    def _read(self, dialect: Dialect, files: tuple[SourceFile, ...]) -> Iterator[Name]:
        self._parsed += sum(len(file.text) for file in files)
        if self._parsed > _MOST_PARSED:
            self._forget()
        try:
            files = tuple(self._excerpts.of(file, dialect, may_name_files) for file in files)
            document, _ = self._parser.parse(files, "", dialect=dialect)
        except GazetteError:  # a text that cannot be read is told elsewhere
            return
        first: dict[str, Named] = {}
        for named in named_files(document):
            if named.is_image or self._is_near(named.path, files):
                first.setdefault(named.path, named)
        lines = places(document, files) if first else ()
        for named in first.values():
            yield Name(named.path, _line(named, lines, files), named.is_sure)

    def _forget(self) -> None:
        self._parser, self._excerpts, self._parsed = Parser(), Excerpts(), 0

    def _is_near(self, path: str, files: Sequence[SourceFile]) -> bool:
        return within(self.docs, path) or within(dirname(files[0].path), path)


def _line(named: Named, lines: Sequence[Place], files: Iterable[SourceFile]) -> Place:
    """The line on which a file is named: within its block, which begins on a known line."""
    place = lines[named.block]
    text = next(file.text for file in files if file.path == place.path).split("\n")
    after = (p.line for p in lines[named.block + 1 :] if p.path == place.path)
    end = max(place.line + 1, next(after, len(text) + 1))
    stretch = range(place.line, end)
    return Place(
        place.path, next((at for at in stretch if named.target in text[at - 1]), place.line)
    )


def may_stand(path: str) -> bool:
    """Whether a file at a path may be published: in the repository, not hidden, with a name."""
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    is_name = path.isprintable() and len(path.encode()) <= _LONGEST_PATH
    return within("", path) and is_name and not is_hidden
