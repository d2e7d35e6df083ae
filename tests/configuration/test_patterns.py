"""One entry of the configuration for many policies: paths with stars, on real repositories."""

from __future__ import annotations

import json
import re
import resource
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive.owed import Promises
from gazette.configuration import read_configuration
from gazette.configuration.patterns import Pattern
from gazette.errors import GazetteError
from gazette.model import Discovery, Place, PolicySource, SourceFile
from gazette.model.naming import id_of_words, is_policy_id
from gazette.versions.notice import Period
from repositories import Repository, shared
from small import build, run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EACH = '{path: "*/*.md", id: "{1}-{2}", title: "{1}: {2}", collection: "{1}"}'
FOO, BAR = "Foo & Söhne/Terms of Service.md", "Bar/Privacy Policy.md"
TEXTS = {FOO: "# Terms\n\nYou may.\n\n## Fees\n\nNone.\n", BAR: "# Privacy\n\nNone.\n"}


def config(*entries: str, **options: object) -> str:
    listed = "".join(f"        - {entry}\n" for entry in entries)
    more = "".join(f"      {name}: {value}\n" for name, value in options.items())
    return (
        "site_name: Archive\nsite_url: https://example.com/a/\ntheme: {name: gazette}\n"
        f"plugins:\n  - gazette:\n      versions: commits\n{more}      policies:\n{listed}"
    )


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An archive of two services, whose configuration finds its policies."""
    made = Repository.create(tmp_path / "repository")
    ignored = {".gitignore": "/site/\n/.cache/\n"}
    made.commit("2025-01-15", {**TEXTS, **ignored, "mkdocs.yml": config(EACH)})
    return made


def policies(repository: Repository) -> dict[str, PolicySource]:
    found = read_configuration(repository.root / "mkdocs.yml").settings.policies
    return {policy.path: policy for policy in found}


def ids(repository: Repository) -> dict[str, str]:
    """Path -> id of the policies."""
    return {path: policy.id for path, policy in policies(repository).items()}


# --- What a pattern matches -----------------------------------------------------------------

MATCHES = {
    "one name": ("*/*.md", "Foo/Terms.md", ("Foo", "Terms")),
    "the ending may be left out": ("*/*", "Foo/Terms.md", ("Foo", "Terms")),
    "as if from the folder": ("./*.md", "a.md", ("a",)),
    "a slash in front": ("/a/*.md", "a/b.md", ("b",)),
    "not deeper": ("*/*.md", "a/b/c.md", None),
    "not less deep": ("*/*.md", "README2.md", None),
    "part of a name": ("legal/terms-*.md", "legal/terms-2024.md", ("2024",)),
    "nothing, too": ("legal/terms*.md", "legal/terms.md", ("",)),
    "the first takes as little as it can": ("*-*.md", "a-b-c.md", ("a", "b-c")),
    "text between and behind": ("*-of-*e.md", "terms-of-use.md", ("terms", "us")),
    "signs that overlap": ("ab*ba.md", "aba.md", None),
    "another case": ("legal/*.md", "Legal/a.md", None),
    "folders": ("legal/**/*.md", "legal/eu/de/a.md", ("eu/de", "a")),
    "no folder": ("legal/**/*.md", "legal/a.md", ("", "a")),
    "folders in front": ("**/terms.md", "a/b/terms.md", ("a/b",)),
    "folders at the end": ("legal/**", "legal/eu/a.md", ("eu/a",)),
    "folders at the end, not none": ("legal/**", "legal.md", None),
    "a dot in a name": ("*/*.md", "Academia.edu/a.b.md", ("Academia.edu", "a.b")),
    "a hidden folder": ("*/*.md", ".github/a.md", None),
    "a hidden folder in many": ("**/*.md", "a/.b/c.md", None),
    "a hidden folder that is named": (".github/*.md", ".github/a.md", ("a",)),
    "a hidden file": ("a/*.md", "a/.md", None),
    "a README": ("*/*.md", "Foo/README.md", None),
    "a README that is named": ("*/README.md", "Foo/README.md", ("Foo",)),
    "other signs are themselves": ("[a]?/*.md", "[a]?/b.md", ("b",)),
    "and stand for none": ("[a]/*.md", "a/b.md", None),
    "letters with marks, written apart": ("Gro\u0308\u00dfe/*.md", "Gr\u00f6\u00dfe/a.md", ("a",)),
}


@pytest.mark.parametrize(("pattern", "path", "stood"), MATCHES.values(), ids=MATCHES)
def test_what_stars_stand_for(pattern: str, path: str, stood: tuple[str, ...] | None) -> None:
    assert Pattern.of(pattern).match(path) == stood


NAMES = st.text("ab-", min_size=1, max_size=6)


@given(
    st.lists(st.text("ab-*", min_size=1, max_size=6).filter(lambda s: "**" not in s), min_size=1),
    st.integers(0, 6),
    st.lists(NAMES, min_size=1, max_size=5),
)
def test_stars_match_as_regular_expressions_do(
    names: list[str], place: int, path: list[str]
) -> None:
    """An oracle that goes back and forth: each star is a group that takes as little as it can."""
    names.insert(place, "**")
    written = [
        "((?:[^/]+/)*?)" if name == "**" else re.escape(name).replace(r"\*", "([^/]*?)") + "/"
        for name in names
    ]
    found = re.fullmatch("".join(written), "/".join(path) + "/")
    wanted = tuple(group.removesuffix("/") for group in found.groups()) if found else None
    if names[-1] == "**" and len(path) == len(names) - 1:
        wanted = None  # the last name is that of a file
    assert Pattern.of("/".join(names) + ".md").match("/".join(path) + ".md") == wanted


def test_a_name_of_many_stars_takes_no_time() -> None:
    begun = time.perf_counter()
    assert Pattern.of("a*" * 60 + "b.md").match("a" * 250 + ".md") is None
    assert time.perf_counter() - begun < 1


# --- Ids ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Terms of Service", "terms-of-service"),
        ("Academia.edu-Privacy  Policy", "academia-edu-privacy-policy"),
        ("O'Reilly – L’Oréal", "oreilly-loréal"),
        ("AT&T_2024", "at-t-2024"),
        ("eu/de/Größe", "eu-de-größe"),
        ("Gro\u0308\u00dfe", "größe"),
        ("利用規約", "利用規約"),
        ("हिन्दी", "हिन्दी"),
        ("-- (a) --", "a"),
        ("…", ""),
    ],
)
def test_words_become_an_id(words: str, name: str) -> None:
    assert id_of_words(words) == name


@given(st.text())
def test_what_is_made_of_words_is_an_id_and_stays_one(words: str) -> None:
    made = id_of_words(words)
    assert not made or is_policy_id(made)
    assert id_of_words(made) == made
    assert len(made.encode()) <= 100


@pytest.mark.parametrize(
    "name", ["", "-a", "A", "a_b", "a b", "a/b", "a.b", "gro\u0308\u00dfe", "a" * 201, "\u0301a"]
)
def test_what_no_address_can_have_is_no_id(name: str) -> None:
    assert not is_policy_id(name)


# --- Policies -------------------------------------------------------------------------------


def test_one_line_lists_every_policy_with_its_names(repository: Repository) -> None:
    commits = Discovery.COMMITS
    assert list(policies(repository).values()) == [
        PolicySource("bar-privacy-policy", BAR, "Bar: Privacy Policy", commits, collection="Bar"),
        PolicySource(
            "foo-söhne-terms-of-service",
            FOO,
            "Foo & Söhne: Terms of Service",
            commits,
            collection="Foo & Söhne",
        ),
    ]


def test_an_entrys_options_hold_for_each(repository: Repository) -> None:
    options = "versions: tags, notice_days: 7, settle: 2d, notice_profiles: [p2b]"
    repository.write(
        "mkdocs.yml", config(EACH.replace("}}", "}").removesuffix("}") + f", {options}}}")
    )
    found = policies(repository).values()
    kept = {(p.discovery, p.notice_days, p.settle, p.profiles) for p in found}
    assert (kept, len(found)) == ({(Discovery.TAGS, 7, 2, ("p2b",))}, 2)


def test_new_ones_are_found_by_themselves_and_what_git_ignores_is_not(
    repository: Repository,
) -> None:
    repository.write("New/Terms.md", "# New\n")
    repository.write("site/en/copy.md", "# No\n")
    repository.write("site/copy.md", "# No\n")
    assert [*ids(repository)] == [BAR, FOO, "New/Terms.md"]


def test_an_entry_of_its_own_wins_wherever_it_stands(repository: Repository) -> None:
    own = f'{{path: "{BAR}", id: privacy, collection: Ours}}'
    for entries in ((own, EACH), (EACH, own)):
        repository.write("mkdocs.yml", config(*entries))
        assert ids(repository) == {BAR: "privacy", FOO: "foo-söhne-terms-of-service"}
        assert policies(repository)[BAR].collection == "Ours"


def test_so_does_the_entry_of_a_folder(repository: Repository) -> None:
    repository.write("mkdocs.yml", config(EACH, "{path: Bar/, id: bar}"))
    assert ids(repository) == {FOO: "foo-söhne-terms-of-service", "Bar": "bar"}


def test_of_two_patterns_the_first_has_what_both_match(repository: Repository) -> None:
    repository.write("mkdocs.yml", config('{path: "Bar/*.md", id: "b-{1}"}', EACH))
    assert ids(repository) == {BAR: "b-privacy-policy", FOO: "foo-söhne-terms-of-service"}


def test_a_deletion_that_is_not_committed_takes_nothing_away(repository: Repository) -> None:
    before = ids(repository)
    (repository.root / BAR).unlink()
    assert ids(repository) == before
    repository.git("rm", "--quiet", "--cached", BAR)
    assert ids(repository) == before
    assert "[uncommitted-text]" in run(repository, "check").output


# --- What is gone ---------------------------------------------------------------------------


def gone(repository: Repository) -> set[str]:
    return {path for path, policy in policies(repository).items() if policy.gone}


def test_a_policy_whose_file_is_gone_stays_published(repository: Repository) -> None:
    repository.commit("2025-02-01", {BAR: "# Privacy\n\nSome.\n"})
    assert build(repository).code == 0
    repository.delete(BAR, "2025-03-01")
    after = build(repository)
    assert after.code == 0
    assert gone(repository) == {BAR}
    site = repository.root / "site"
    assert (site / "en/bar-privacy-policy/v/2025-01-15/index.html").is_file()
    said = json.loads((site / "api/v1/bar-privacy-policy/versions.json").read_text())
    assert [(v["label"], v["status"]) for v in said["versions"]] == [
        ("2025-01-15", "superseded"),
        ("2025-02-01", "in-force"),
    ]
    deleted, before = (repository.git("rev-parse", f"HEAD{back}")[:10] for back in ("", "~1"))
    assert after.lines == [
        f"{BAR}: warning: The file of the policy bar-privacy-policy was deleted on 2025-03-01 "
        f'({deleted}); its versions stay, and the last one goes on. Restore it with "git checkout '
        f"{before} -- '{BAR}'\", and end the policy by a last version that says so; if it goes on "
        'in another file, write "formerly: [bar-privacy-policy]" in an entry for that file. '
        "[policy-gone]"
    ]


def test_an_entry_of_its_own_says_more_of_what_is_gone(repository: Repository) -> None:
    repository.delete(BAR, "2025-03-01")
    own = f'{{path: "{BAR}", id: bar-privacy-policy, title: Ended}}'
    repository.commit("2025-03-02", {"mkdocs.yml": config(EACH, own)})
    assert policies(repository)[BAR].title == "Ended"
    assert "[policy-gone]" in run(repository, "check").output
    repository.commit("2025-03-03", {"mkdocs.yml": config(own)})
    assert "[policy-not-found]" in run(repository, "check").output, "which no pattern finds"


def test_what_came_back_is_not_gone(repository: Repository) -> None:
    repository.delete(BAR, "2025-03-01")
    repository.commit("2025-04-01", {BAR: TEXTS[BAR]})
    assert gone(repository) == set()


def test_what_goes_on_under_another_name_is_not_gone(repository: Repository) -> None:
    repository.rename(BAR, "Bar/Privacy.md", "2025-03-01")
    repository.rename("Bar/Privacy.md", "Baz/Privacy.md", "2025-03-02")
    assert [*ids(repository)] == ["Baz/Privacy.md", FOO]


def test_what_went_where_no_pattern_looks_is_gone(repository: Repository) -> None:
    repository.rename(BAR, "old/2025/privacy.md", "2025-03-01")
    assert gone(repository) == {BAR}
    assert [*policies(repository)] == [BAR, FOO]


def test_a_path_that_led_to_one_that_is_gone_is_told_once(repository: Repository) -> None:
    repository.rename(BAR, "Bar/Privacy.md", "2025-03-01")
    repository.delete("Bar/Privacy.md", "2025-03-02")
    assert gone(repository) == {"Bar/Privacy.md"}
    assert build(repository).code == 0
    versions = json.loads((repository.root / "site/api/v1/bar-privacy/versions.json").read_text())[
        "versions"
    ]
    assert [version["label"] for version in versions] == ["2025-01-15"]


def test_a_pattern_that_only_what_is_gone_matches_is_in_order(repository: Repository) -> None:
    repository.delete(BAR, "2025-03-01")
    repository.write("mkdocs.yml", config('{path: "Bar/*.md", id: "{1}"}', EACH))
    assert gone(repository) == {BAR}


# --- Bad input ------------------------------------------------------------------------------

FILES = {
    "Foo/Terms.md": "# A\n",
    "foo/Terms.md": "# A\n",
    "site/a.md": "# A\n",
    "…/….md": "# A\n",
    "con/x.md": "# A\n",
    "ß/x.md": "# A\n",
    "ss/x.md": "# A\n",
}
REFUSED: dict[str, tuple[str | tuple[str, ...], str]] = {
    "nothing": (
        '{path: "legal/*.md", id: "{1}"}',
        'The pattern "legal/*.md" matches no Markdown file of the repository. Correct its path, '
        "which counts from the repository's top folder and tells capital from small "
        "letters, or remove the entry.",
    ),
    "nothing that is left": (
        ('{path: "Foo/*.md", id: "a-{1}"}', '{path: "F*/*.md", id: "{1}-{2}"}'),
        'All files that the pattern "F*/*.md" matches belong to patterns listed above '
        "it. Move the entry "
        "above theirs, or remove it.",
    ),
    "nothing, since it stands there twice": (
        ('{path: "Foo/*.md", id: "a-{1}"}', '{path: "Foo/*.md", id: "b-{1}"}'),
        'All files that the pattern "Foo/*.md" matches belong to patterns listed above '
        "it. Move the entry "
        "above theirs, or remove it.",
    ),
    "no third star": (
        '{path: "*/*.md", id: "{1}-{3}"}',
        '"{3}" in "id: {1}-{3}" names a third star, which the pattern "*/*.md" lacks. '
        "Write {1} to {2} for what a star stands for, and no other braces.",
    ),
    "no star of that name": (
        '{path: "Foo/*.md", id: "{1}", title: "{name}"}',
        '"{name}" in "title: {name}" means nothing in the entry of the pattern "Foo/*.md". '
        "Write {1} for what a star stands for, and no other braces.",
    ),
    "a brace too few": (
        '{path: "Foo/*.md", id: "{1}", collection: "{1"}',
        '"{" in "collection: {1" means nothing in the entry of the pattern "Foo/*.md". '
        "Write {1} for what a star stands for, and no other braces.",
    ),
    "two stars within a name": (
        '{path: "Foo**/*.md", id: "{1}"}',
        'In the pattern "Foo**/*.md", "**" stands next to other characters in a name. '
        'Write it once, alone between slashes, such as "legal/**/*.md".',
    ),
    "three stars": (
        '{path: "***.md", id: "{1}"}',
        'In the pattern "***.md", "**" stands next to other characters in a name. '
        'Write it once, alone between slashes, such as "legal/**/*.md".',
    ),
    "two stars twice": (
        '{path: "**/Foo/**", id: "{1}"}',
        'In the pattern "**/Foo/**", "**" stands more than once. '
        'Write it once, alone between slashes, such as "legal/**/*.md".',
    ),
    "folders": (
        '{path: "*/", id: "{1}"}',
        'The pattern "*/" matches folders, but patterns find files. '
        'Write "*/index.md", or list each folder without a star.',
    ),
    "out of the repository": (
        '{path: "../*/*.md", id: "{1}"}',
        'The path "../*/*.md" of the policy "{1}" leaves the repository. '
        "Name a path from the repository's top folder.",
    ),
    "out by a way through it": (
        '{path: "*/../../*.md", id: "{1}"}',
        'The path "*/../../*.md" of the policy "{1}" leaves the repository. '
        "Name a path from the repository's top folder.",
    ),
    "one id, of letters that differ by case": (
        '{path: "*/Terms.md", id: "{1}"}',
        'The pattern "*/Terms.md" makes one id of two files, whose paths differ in '
        'capital letters alone, "foo" of "Foo/Terms.md" and of '
        '"foo/Terms.md". Write, above the pattern or below it, an entry for that file alone: '
        '- {path: "foo/Terms.md", id: foo-2}.',
    ),
    "one id, since a star is not named": (
        '{path: "*/*.md", id: "{2}"}',
        'The pattern "*/*.md" makes one id of two files, whose paths differ in '
        'capital letters alone, "terms" of "Foo/Terms.md" and of '
        '"foo/Terms.md". Use every star in the id, such as "id: {1}-{2}".',
    ),
    "one id on a disk that does not tell the letters apart": (
        ('{path: "ß/*.md", id: "ß"}', '{path: "ss/*.md", id: "ss"}'),
        'Two policies have the id "ss": ß/x.md and ss/x.md. Rename one of them.',
    ),
    "an id that is ours": (
        '{path: "*/a.md", id: "{1}"}',
        'The pattern "*/a.md" makes the id "site" of "site/a.md", and Gazette reserves that name. '
        "Write, above the pattern or below it, an entry for that file alone: "
        '- {path: "site/a.md", id: another-id}.',
    ),
    "an id that is a device": (
        '{path: "con/*.md", id: "con"}',
        'The pattern "con/*.md" makes the id "con" of "con/x.md", and Windows reserves '
        "that name for "
        "a device. Write, above the pattern or below it, an entry for that file alone: "
        '- {path: "con/x.md", id: another-id}.',
    ),
    "no letter": (
        '{path: "…/*.md", id: "{1}"}',
        'The pattern "…/*.md" makes no id of "…/….md", which leaves no letter or digit. Write, '
        "above the pattern or below it, an entry for that file alone: "
        '- {path: "…/….md", id: another-id}.',
    ),
}


@pytest.mark.parametrize(("entry", "message"), REFUSED.values(), ids=REFUSED)
def test_a_pattern_that_says_nothing_clear_is_refused(
    tmp_path: Path, entry: str | tuple[str, ...], message: str
) -> None:
    repository = Repository.create(tmp_path)
    repository.commit("2025-01-15", FILES)
    entries = (entry,) if isinstance(entry, str) else entry
    repository.write("mkdocs.yml", config(*entries))
    with pytest.raises(GazetteError) as refused:
        policies(repository)
    (found,) = refused.value.findings
    assert str(replace(found, place=Place("mkdocs.yml"))) == (
        f"mkdocs.yml: error: {message} [configuration]"
    )
    assert found.place.path == "mkdocs.yml"


def test_all_that_share_an_id_are_told_at_once(repository: Repository) -> None:
    repository.commit(
        "2025-01-16", {"bar/Privacy Policy.md": "# A\n", "foo-söhne/terms of service.md": "# A\n"}
    )
    with pytest.raises(GazetteError) as refused:
        policies(repository)
    assert [finding.what for finding in refused.value.findings] == [
        'The pattern "*/*.md" makes one id of two files, whose paths differ in '
        'capital letters alone, "bar-privacy-policy" of '
        '"Bar/Privacy Policy.md" and of "bar/Privacy Policy.md".',
        'The pattern "*/*.md" makes one id of two files, "foo-söhne-terms-of-service" of '
        f'"{FOO}" and of "foo-söhne/terms of service.md".',
    ]


@pytest.mark.parametrize("entry", ['{path: */*.md, id: "{1}"}', '{path: "*/*.md", id: {1}-{2}}'])
def test_a_value_without_quotes_is_refused_with_the_way_to_write_it(
    repository: Repository, entry: str
) -> None:
    repository.write("mkdocs.yml", config(entry))
    with pytest.raises(GazetteError) as refused:
        policies(repository)
    (finding,) = refused.value.findings
    assert finding.place.line == 8
    assert finding.fix == (
        'Put a value that begins with a star or a brace in quotes: path: "*/*.md".'
    )


def test_a_pattern_outside_of_a_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(config(EACH))
    with pytest.raises(GazetteError, match=r"git repository|no commit"):
        read_configuration(tmp_path / "mkdocs.yml")


# --- On the site ----------------------------------------------------------------------------


def test_an_id_of_any_letters_is_an_address_on_page_and_disk(repository: Repository) -> None:
    link = "# Privacy\n\nSee [the terms](../Foo%20&%20Söhne/Terms%20of%20Service.md#fees).\n"
    repository.commit("2025-02-01", {BAR: link})
    assert build(repository).code == 0
    assert build(repository).code == 0, "what is published can be read again"
    site = repository.root / "site"
    name, address = "foo-söhne-terms-of-service", "foo-s%C3%B6hne-terms-of-service"
    for path in ("index.html", "feed.xml", "notices.ics", "v/2025-01-15/index.html"):
        assert (site / "en" / name / path).is_file()
    assert not (site / "en" / address).exists()
    assert f'href="../../en/{address}/#fees"' in (
        (site / "en/bar-privacy-policy/index.html").read_text()
    )
    for path in ("sitemap.xml", f"en/{name}/timemap.link"):
        assert (site / path).read_text().isascii()
    index = json.loads((site / "api/v1/index.json").read_text())
    said = {policy["id"]: policy for policy in index["policies"]}[name]
    assert said["versions"] == f"https://example.com/a/api/v1/{address}/versions.json"
    assert (site / "api/v1" / name / "versions.json").is_file()


def test_data_say_the_collection(repository: Repository) -> None:
    repository.commit("2025-02-01", {"mkdocs.yml": config(EACH, f'{{path: "{BAR}", id: bar}}')})
    assert build(repository).code == 0
    data = repository.root / "site/api/v1"
    index = json.loads((data / "index.json").read_text())["policies"]
    assert {policy["id"]: policy.get("collection") for policy in index} == {
        "bar": None,
        "foo-söhne-terms-of-service": "Foo & Söhne",
    }
    versions = json.loads((data / "foo-söhne-terms-of-service/versions.json").read_text())
    assert versions["collection"] == "Foo & Söhne"


def test_a_moved_policy_leads_on_from_an_address_of_any_letters(repository: Repository) -> None:
    assert build(repository).code == 0
    own = f'{{path: "{FOO}", id: söhne, title: "Foo & Söhne: Terms of Service"'
    own += ", formerly: [foo-söhne-terms-of-service]}"
    repository.commit("2025-02-01", {"mkdocs.yml": config(EACH, own)})
    outcome = build(repository)
    assert outcome.code == 0, outcome.errors
    before = repository.root / "site/en/foo-söhne-terms-of-service"
    assert "s%C3%B6hne/" in (before / "index.html").read_text()
    assert (before / "feed.xml").is_file()


# --- What was promised ----------------------------------------------------------------------


def promised(*entries: str) -> tuple[Period, ...]:
    source = PolicySource("bar-privacy-policy", BAR, notice_days=5)
    return Promises([(0, SourceFile("mkdocs.yml", config(*entries)))]).owed(source, 3)


def test_a_pattern_promises_notice_to_each_of_its_policies() -> None:
    pattern = EACH.removesuffix("}") + ", notice_days: 45}"
    assert promised(pattern) == (Period(45),)
    assert promised('{path: "Foo/*.md", id: "{1}", notice_days: 45}') == (Period(30),)
    own = f'{{path: "{BAR}", id: bar, notice_days: 60}}'
    assert promised(pattern, own) == promised(own, pattern) == (Period(60),)


# --- A real archive -------------------------------------------------------------------------


def test_a_real_archive_of_hundreds_is_found_in_seconds(tmp_path: Path) -> None:
    bundle = shared("corpora/ota-contrib.bundle")
    repository = Repository.clone(bundle, tmp_path / "archive", "--no-checkout")
    repository.git("read-tree", "HEAD")
    apart = '{path: "Tp-link/*.md", id: "tp-link-before-{1}", title: "Tp-link: {1}"}'
    repository.write("mkdocs.yml", config(apart, EACH))
    before = resource.getrusage(resource.RUSAGE_SELF)
    begun = time.process_time()
    found = policies(repository)
    assert time.process_time() - begun < 5
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before.ru_maxrss
    assert grown < 60_000, "kilobytes"
    assert len(found) == 877
    assert not any(policy.gone for policy in found.values())
    known: Mapping[str, tuple[str, str]] = {
        path: (policy.id, policy.collection) for path, policy in found.items()
    }
    assert known["O'Reilly/Terms of Service.md"] == ("oreilly-terms-of-service", "O'Reilly")
    assert known["TP-Link/Terms of Service.md"] == ("tp-link-terms-of-service", "TP-Link")
    assert known["Tp-link/Terms of Service.md"] == ("tp-link-before-terms-of-service", "")
