from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette.errors import GazetteError
from gazette.model import Discovery, PolicySource, SpanKind, Status, Translation
from gazette.publishing.keeping import sound
from gazette.publishing.loading import load
from repositories import Repository
from small import CATALOG, GERMAN, NOW, ONE, TERMS, TODAY, TWO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gazette.archive.site import Site
    from gazette.model import Document

HEAD = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
FRENCH = "locales/fr/LC_MESSAGES/terms.po"


def catalog(*entries: tuple[str, str], fuzzy: Iterable[str] = ()) -> str:
    return HEAD + "".join(
        f'\n{"#, fuzzy" if source in fuzzy else "#"}\nmsgid "{source}"\nmsgstr "{translation}"\n'
        for source, translation in entries
    )


def version(label: str, effective: str, *paragraphs: str) -> str:
    change = "initial" if label == "1.0" else "material"
    body = "\n\n".join(paragraphs)
    return (
        f'---\ntitle: Terms\nversion: "{label}"\neffective: {effective}\nchange: {change}\n---\n'
        f"## Use {{#use}}\n\n{body}\n"
    )


def site(repository: Repository, *commits: tuple[str, Mapping[str, str]], **more: object) -> Site:
    """The site after some commits, of policies in English and German."""
    for day, files in commits:
        repository.commit(day, files)
    settings = repository.settings(PolicySource("terms", TERMS), **more)  # type: ignore[arg-type]
    return load(settings, TODAY)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "repository")


def words(document: Document) -> list[tuple[str, Translation]]:
    return [(block.text, block.translation) for block in document.blocks[1:]]


# --- Translations of past versions ----------------------------------------------------------


def test_a_past_version_speaks_as_the_last_catalog_of_its_own_era(repository: Repository) -> None:
    made = site(
        repository,
        ("2025-01-01", {TERMS: version("1.0", "2025-01-01", "A cat."), CATALOG: catalog()}),
        ("2025-02-01", {CATALOG: catalog(("A cat.", "Ein Kater."))}),
        ("2025-03-01", {CATALOG: catalog(("A cat.", "Eine Katze."))}),
        ("2025-04-01", {TERMS: version("2.0", "2025-05-01", "A cat.", "A dog.")}),
        ("2025-05-02", {CATALOG: catalog(("A cat.", "Ein Tier."), ("A dog.", "Ein Hund."))}),
    )
    assert words(made.archive("terms").texts.document("1.0", "de")) == [
        ("Eine Katze.", Translation.TRANSLATED)
    ]
    assert words(made.archive("terms").texts.document("2.0", "de")) == [
        ("Ein Tier.", Translation.TRANSLATED),
        ("Ein Hund.", Translation.TRANSLATED),
    ]


def test_what_its_own_era_never_translated_comes_from_the_next_catalog_that_did(
    repository: Repository,
) -> None:
    made = site(
        repository,
        ("2025-01-01", {TERMS: version("1.0", "2025-01-01", "A cat.")}),
        ("2025-02-01", {TERMS: version("2.0", "2025-04-01", "A dog.")}),
        ("2025-03-01", {CATALOG: catalog(("A cat.", "Eine Katze."))}),
        ("2025-04-01", {CATALOG: catalog(("A cat.", "Ein Kater."))}),
        ("2025-05-01", {CATALOG: catalog()}),
    )
    assert words(made.archive("terms").texts.document("1.0", "de")) == [
        ("Eine Katze.", Translation.TRANSLATED)
    ]


def test_a_catalog_that_moved_away_and_came_back_is_read_as_it_was_each_time(
    repository: Repository,
) -> None:
    repository.commit("2025-01-01", {TERMS: version("1.0", "2025-01-01", "A cat.")})
    repository.commit("2025-02-01", {CATALOG: catalog(("A cat.", "Eine Katze."))})
    repository.delete(CATALOG, "2025-03-01")
    repository.write(CATALOG, catalog(("A cat.", "Ein Kater.")))
    settings = repository.settings(PolicySource("terms", TERMS))
    made = load(settings, TODAY, drafts=NOW)
    assert words(made.archive("terms").texts.document("1.0", "de")) == [
        ("Ein Kater.", Translation.TRANSLATED)
    ]


def test_a_catalog_copied_to_another_language_speaks_for_its_own_alone(
    repository: Repository,
) -> None:
    german = catalog(("A cat.", "Eine Katze."))
    made = site(
        repository,
        ("2025-01-01", {TERMS: version("1.0", "2025-01-01", "A cat."), CATALOG: german}),
        ("2025-02-01", {FRENCH: german}),
        languages=("en", "de", "fr"),
    )
    assert words(made.archive("terms").texts.document("1.0", "de"))[0][0] == "Eine Katze."
    assert words(made.archive("terms").texts.document("1.0", "fr")) == [
        ("A cat.", Translation.MISSING)
    ]


PASSAGE = "See [us](https://example.com) for 5 euros."


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        ("", Translation.MISSING),
        ("Siehe [uns](https://example.com) für 5 Euro.", Translation.FUZZY),
        ("Siehe uns für 5 Euro.", Translation.BROKEN),
        ("Siehe [uns](https://example.com) für 6 Euro.", Translation.BROKEN),
        ("<b>Siehe</b> [uns](https://example.com) für 5 Euro.", Translation.BROKEN),
    ],
)
def test_without_a_sound_translation_the_source_stands_and_says_why(
    repository: Repository, entry: str, state: Translation
) -> None:
    text = catalog((PASSAGE, entry), fuzzy=[PASSAGE] if state is Translation.FUZZY else [])
    made = site(
        repository, ("2025-01-01", {TERMS: version("1.0", "2025-01-01", PASSAGE), CATALOG: text})
    )
    (found,) = words(made.archive("terms").texts.document("1.0", "de"))
    assert found == ("See us for 5 euros.", state)


def test_front_matter_without_a_translation_is_named(repository: Repository) -> None:
    made = site(
        repository,
        ("2025-01-01", {TERMS: ONE}),
        ("2026-05-15", {TERMS: TWO, CATALOG: GERMAN.replace("Die Gebühr steigt.", "")}),
    )
    texts = made.archive("terms").texts.front("2.0", "de")
    assert (texts.title, texts.summary) == ("Bedingungen", "The fee rises.")
    assert texts.untranslated == {"summary"}
    assert made.archive("terms").texts.front("2.0", "en").untranslated == frozenset()


# --- Redlines in a language -----------------------------------------------------------------


def test_a_redline_never_compares_words_of_two_languages(repository: Repository) -> None:
    made = site(
        repository,
        ("2025-01-01", {TERMS: version("1.0", "2025-01-01", "A small cat.", "A dog.")}),
        ("2025-01-02", {CATALOG: catalog(("A small cat.", "Eine kleine Katze."))}),
        ("2025-02-01", {TERMS: version("2.0", "2025-04-01", "A big cat.", "A dog.")}),
        ("2025-02-02", {CATALOG: catalog(("A dog.", "Ein Hund."))}),
    )
    found = made.archive("terms").comparisons.redline("1.0", "2.0", "de")
    told = [[(span.kind, span.text) for span in a.spans] for a in found.amendments[1:]]
    assert told == [
        [
            (SpanKind.EQUAL, "A "),
            (SpanKind.REMOVED, "small"),
            (SpanKind.ADDED, "big"),
            (SpanKind.EQUAL, " cat."),
        ],
        [(SpanKind.EQUAL, "Ein Hund.")],
    ]
    assert found.old.blocks[1].translation is Translation.MISSING


def test_what_is_said_of_two_versions_is_not_taken_for_others_of_the_same_texts(
    repository: Repository,
) -> None:
    """Further apart, a paragraph that went and another that came; side by side, one amended."""
    before, after = ("You may share two keys.", "You may share three keys.")
    texts = (before, "Nothing of that.", after, before, after)
    for day, text in enumerate(texts, start=1):
        repository.commit(f"2025-01-0{day}", {TERMS: f"## Use\n\n{text}\n\nAnd so on.\n"})
    source = PolicySource("terms", TERMS, discovery=Discovery.COMMITS)
    made = load(repository.settings(source), TODAY).archive("terms")
    labels = [version.label for version in made.policy.versions]
    compared = made.comparisons
    (apart,) = compared.summary(labels[0], labels[2])
    (beside,) = compared.summary(labels[3], labels[4])
    assert (apart.added, apart.removed, apart.amended) == (1, 1, 0)
    assert (beside.added, beside.removed, beside.amended) == (0, 0, 1)


def test_a_corrected_translation_is_told_from_an_amendment(repository: Repository) -> None:
    made = site(
        repository,
        ("2025-01-01", {TERMS: version("1.0", "2025-01-01", "A small cat."), CATALOG: catalog()}),
        ("2025-01-02", {CATALOG: catalog(("A small cat.", "Eine winzige Katze."))}),
        ("2025-02-01", {TERMS: version("2.0", "2025-04-01", "A small cat.", "A dog.")}),
        (
            "2025-04-02",
            {CATALOG: catalog(("A small cat.", "Eine kleine Katze."), ("A dog.", "Ein Hund."))},
        ),
    )
    _, first, second = made.archive("terms").comparisons.redline("1.0", "2.0", "de").amendments
    assert first.correction
    assert not second.correction
    assert not any(
        a.correction
        for a in made.archive("terms").comparisons.redline("1.0", "2.0", "en").amendments
    )


# --- Policies -------------------------------------------------------------------------------


def test_a_text_without_front_matter_takes_its_title_from_where_there_is_one(
    repository: Repository,
) -> None:
    plain = "# Conditions of use\n\nWords.\n"
    repository.commit("2025-01-01", {"a.md": plain, "b.md": plain, "c.md": "Words.\n"})
    named = PolicySource("b", "b.md", title="Our conditions")
    settings = repository.settings(PolicySource("a", "a.md"), named, PolicySource("c", "c.md"))
    made = load(settings, TODAY)
    titles = [a.texts.front(a.policy.versions[0].label, "en").title for a in made.archives]
    assert titles == ["Conditions of use", "Our conditions", "C"]


def test_a_policy_may_say_how_its_versions_are_found(repository: Repository) -> None:
    repository.commit("2025-01-01", {TERMS: ONE})
    repository.tag("terms/v7", "HEAD")
    repository.commit("2025-01-02", {TERMS: ONE.replace("euros", "dollars")})
    labels = {}
    for rule in (Discovery.COMMITS, Discovery.TAGS):
        settings = repository.settings(PolicySource("terms", TERMS, discovery=rule))
        labels[rule] = [v.label for v in load(settings, TODAY).policies[0].versions]
    assert labels == {Discovery.COMMITS: ["2025-01-01", "2025-01-02"], Discovery.TAGS: ["7"]}


def test_neighbours_and_status_of_versions(repository: Repository) -> None:
    made = site(repository, ("2025-01-15", {TERMS: ONE}), ("2026-05-15", {TERMS: TWO}))
    policy = made.archive("terms").policy
    first, second = policy.versions
    assert policy.in_force == first
    assert policy.upcoming == (second,)
    assert (policy.predecessor("1.0"), policy.predecessor("2.0")) == (None, first)
    assert (policy.successor("1.0"), policy.successor("2.0")) == (second, None)


def test_a_draft_is_in_a_preview_alone(repository: Repository) -> None:
    made = site(repository, ("2025-01-15", {TERMS: ONE}))
    repository.write(TERMS, TWO.replace("2026-07-01", "2026-08-01"))
    assert [f.rule for f in load(made.settings, TODAY).errors()] == ["uncommitted-text"]
    preview = load(made.settings, TODAY, drafts=NOW)
    statuses = [v.status for v in preview.archive("terms").policy.versions]
    assert statuses == [Status.IN_FORCE, Status.DRAFT]
    assert preview.errors() == ()


def test_what_is_not_sound_is_refused_with_everything_wrong(repository: Repository) -> None:
    made = site(repository, ("2025-01-15", {TERMS: ONE.replace("title", "titel")}))
    with pytest.raises(GazetteError) as refused:
        sound(made.settings, TODAY)
    assert refused.value.findings == made.errors()


def test_an_unknown_policy_is_told_with_the_known_ones(repository: Repository) -> None:
    made = site(repository, ("2025-01-15", {TERMS: ONE}))
    with pytest.raises(GazetteError, match=r'no policy "privacy". The policies are: terms'):
        made.archive("privacy")


def test_every_block_stands_at_the_same_place_in_every_language(repository: Repository) -> None:
    made = site(
        repository, ("2025-01-15", {TERMS: ONE}), ("2026-05-15", {TERMS: TWO, CATALOG: GERMAN})
    )
    english, german = (made.archive("terms").texts.document("2.0", lang) for lang in ("en", "de"))
    assert [(b.kind, b.anchor, b.section, b.source) for b in english.blocks] == [
        (b.kind, b.anchor, b.section, b.source) for b in german.blocks
    ]
    assert made.archive("terms").texts.document("2.0", "de") is german
