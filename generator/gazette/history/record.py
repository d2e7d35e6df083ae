"""What a repository tells about policies and catalogs, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazette.document import file_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

    from gazette.history.catalogs import CatalogState
    from gazette.history.configurations import State
    from gazette.history.contents import Content
    from gazette.model import Asset, Finding, PolicySource, Revision


@dataclass(frozen=True, slots=True)
class Own:
    """What a repository tells about one policy alone; the rest of its history is common to all.

    Attributes:
        source: the policy.
        revisions: its revisions, oldest first.
        catalogs: those of the ids that it has and had, by name and language.
        contents: blob -> what there is to know of a file that some text of it shows.
        names: blob -> the path under which it showed that file first.
        findings: what is wrong with its texts.
    """

    source: PolicySource
    revisions: tuple[Revision, ...]
    catalogs: Mapping[tuple[str, str], tuple[CatalogState, ...]]
    contents: Mapping[str, Content]
    names: Mapping[str, str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What a repository tells about policies and catalogs.

    Attributes:
        head: full hash of HEAD.
        length: number of commits on the first-parent line.
        paths: the files of HEAD that are Markdown, lie in the content folder or beside a policy,
            and with drafts every one that is not committed yet.
        revisions: policy id -> its revisions, oldest first.
        catalogs: (catalog name, language) -> its states, oldest first.
        findings: what is wrong with the texts.
        configurations: (place on the line, file) of the configuration's states, oldest first.
        contents: blob -> what there is to know of a file that some text shows.
        names: policy id -> blob -> the path under which the policy showed that file first.
        drafts: blob -> path, of the files that are not committed.
        zones: (order of a commit, the time zone that the configuration named since), oldest first.
        kept: language -> order of the commit since which nothing new is published in it.
    """

    head: str
    length: int
    paths: frozenset[str]
    revisions: Mapping[str, tuple[Revision, ...]]
    catalogs: Mapping[tuple[str, str], tuple[CatalogState, ...]]
    findings: tuple[Finding, ...]
    contents: Mapping[str, Content] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)
    configurations: tuple[State, ...] = ()
    zones: tuple[tuple[int, ZoneInfo], ...] = ()
    kept: Mapping[str, int] = field(default_factory=dict)

    def own(self, source: PolicySource, findings: Iterable[Finding] = ()) -> Own:
        """What is about one policy alone; `findings` are those of its texts."""
        ids, names = {source.id, *source.former_ids}, self.names.get(source.id, {})
        return Own(
            source,
            self.revisions.get(source.id, ()),
            {key: states for key, states in self.catalogs.items() if key[0] in ids},
            {blob: self.contents[blob] for blob in names if blob in self.contents},
            names,
            tuple(findings),
        )

    def common(self, sources: Iterable[PolicySource], findings: Iterable[Finding] = ()) -> History:
        """What is about none of these policies alone; `findings` are those of no text of theirs."""
        ids = {name for source in sources for name in (source.id, *source.former_ids)}
        catalogs = {key: states for key, states in self.catalogs.items() if key[0] not in ids}
        return replace(
            self, revisions={}, catalogs=catalogs, findings=tuple(findings), contents={}, names={}
        )

    def joined(self, own: Own) -> History:
        """What is common to all policies, but for catalogs, with what is about one alone."""
        return replace(
            self,
            revisions={own.source.id: own.revisions},
            catalogs=own.catalogs,
            findings=own.findings,
            contents=own.contents,
            names={own.source.id: own.names},
        )

    def zone(self, order: int) -> ZoneInfo | None:
        """The time zone in which days were counted at a commit, None where none is known.

        Before the first configuration, it is that one's.
        """
        known = [zone for since, zone in self.zones if since <= order]
        known = known or [zone for _, zone in self.zones[:1]]
        return known[-1] if known else None

    def addresses(self, policy: str, assets: Iterable[Asset]) -> dict[str, str]:
        """Path -> address of the files that a text of a policy shows and that are published.

        Bytes under another name keep the address that they had, so nobody sees a change.
        """
        names = self.names.get(policy, {})
        return {
            asset.path: file_address(found.digest, names.get(asset.blob, asset.path))
            for asset in assets
            if (found := self.contents.get(asset.blob)) and not found.flaw
        }
