"""`gazette init`, on real folders and repositories, and on a terminal."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from gazette.configuration import read_configuration
from repositories import Repository
from small import CONFIG, ONE, TERMS, contents, run, variables

if TYPE_CHECKING:
    from pathlib import Path

WHO = ("-c", "user.name=Legal", "-c", "user.email=legal@example.com")
YES = ("init", "--yes", "--timezone", "Europe/Berlin")
FILES = {
    "github": ".github/workflows/policies.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/policies.yml",
}


def commit(repository: Repository) -> None:
    repository.git("add", "--all")
    repository.git(*WHO, "commit", "--quiet", "--message", "Begin")


def read(repository: Repository, path: str) -> str:
    return (repository.root / path).read_text("utf-8")


# --- From nothing --------------------------------------------------------------------------------


@pytest.mark.parametrize("host", [*FILES, "none"])
def test_from_an_empty_folder_to_a_built_site(tmp_path: Path, host: str) -> None:
    repository = Repository(tmp_path / "acme legal")
    repository.root.mkdir()
    begun = run(
        repository, *YES, "--host", host, "--languages", "en,de", "--url", "https://a.example"
    )
    assert (begun.code, begun.errors) == (0, "")
    assert [path for path in FILES.values() if (repository.root / path).exists()] == (
        [FILES[host]] if host in FILES else []
    )
    commit(repository)
    built = run(repository, "build")
    assert built.code == 0
    assert "warning" not in built.errors
    assert "Built " in built.output
    assert repository.git("status", "--porcelain") == ""
    page = read(repository, "site/de/privacy-policy/index.html")
    assert "Datenschutzerklärung" in page
    assert "Acme Legal („wir“) ist für die personenbezogenen Daten" in page
    assert run(repository, "i18n", "status").code == 0
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    assert (settings.name, settings.url) == ("Acme Legal", "https://a.example/")
    assert settings.zone.key == "Europe/Berlin"


def test_it_ends_with_the_next_steps_and_they_work(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    output = run(repository, *YES, "--host", "github").output
    assert "wrote content/privacy-policy/\n" in output
    assert "Decide the places marked [● ...] in content/privacy-policy" in output
    assert '"GitHub Actions"' in output
    drafted = run(repository, "check", "--draft")
    assert drafted.code == 0
    assert drafted.output.count("[undecided]") == 12
    lines = [line.strip() for line in output.splitlines() if line.startswith("     git ")]
    for line in lines:
        subprocess.run(["git", *WHO, *shlex.split(line)[1:]], cwd=tmp_path, check=True)
    assert repository.git("status", "--porcelain") == ""


def test_catalogs_lie_where_those_of_a_language_lie(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    config = CONFIG.replace("[en, de]", "[en, fr-CA]")
    catalog = (
        'msgid ""\nmsgstr ""\n"Language: fr_CA\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    )
    files = {"mkdocs.yml": config, TERMS: ONE, "locales/fr_CA/LC_MESSAGES/terms.po": catalog}
    repository.commit("2025-01-15", files)
    assert run(repository, "init", "--yes", "--policy", "privacy").code == 0
    assert [path.name for path in (tmp_path / "locales").iterdir()] == ["fr_CA"]
    assert "Politique" in read(repository, "locales/fr_CA/LC_MESSAGES/privacy-policy.po")


@pytest.mark.parametrize(
    "name",
    [
        'Acme "R&D": #1',
        "O'Neill & Söhne",
        "- x",
        "# x",
        "1. FC Köln",
        "x" * 500,
        "- a: b # c",
        "!ENV ${HOME}",
        'it\'s "q" %',
        "株式会社アクメ",
        "%%name $x {{ y }}",
        "C:\\a *b*",
    ],
)
def test_any_name_is_quoted_right(tmp_path: Path, name: str) -> None:
    repository = Repository(tmp_path)
    assert run(repository, *YES, "--name", name, "--languages", "en,ja").code == 0
    assert yaml.safe_load(read(repository, "mkdocs.yml"))["site_name"] == name
    commit(repository)
    checked = run(repository, "check")
    assert checked.code == 0
    assert "warning" not in checked.output
    assert run(repository, "i18n", "status").code == 0


def test_what_is_asked_for_besides(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    options = ("--pre-commit", "--owners", "@legal, @acme/legal", "--policy", "terms")
    run(repository, *YES, *options, "--languages", "de", "--effective", "2027-05-01")
    assert "/content/terms-of-service/ @legal @acme/legal\n" in read(repository, "CODEOWNERS")
    assert "gazette check --staged" in read(repository, ".pre-commit-config.yaml")
    assert "effective: 2027-05-01" in read(repository, "content/terms-of-service/index.md")
    assert "# Die Richtlinien bearbeiten" in read(repository, "LEITFADEN.md")
    assert not (repository.root / "locales").exists()


def test_a_site_can_refuse_texts_with_blanks(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    run(repository, *YES)
    config = read(repository, "mkdocs.yml")
    repository.write("mkdocs.yml", config.replace("# rules:", "rules:"))
    commit(repository)
    built = run(repository, "build")
    assert built.code == 1
    assert "error: This is still to be decided: [● age]." in built.errors


def test_translators_work_before_the_first_commit(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    assert run(repository, *YES, "--languages", "en,de").code == 0
    before = contents(tmp_path)
    assert run(repository, "i18n", "update").code == 0
    assert contents(tmp_path) == before
    path = "content/privacy-policy/11-children.md"
    repository.write(path, read(repository, path).replace("[● age]", "16 years"))
    counted = run(repository, "i18n", "status")
    assert (counted.code, counted.output.splitlines()[1].split()[-1]) == (1, "1")
    updated = run(repository, "i18n", "update")
    assert "updated locales/de/LC_MESSAGES/privacy-policy.po" in updated.output
    assert "16 years" in read(repository, "locales/de/LC_MESSAGES/privacy-policy.po")
    assert not (tmp_path / ".git/refs/heads/main").exists()


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    assert run(Repository(tmp_path), *YES[:2], "new folder/legal").code == 0
    assert (tmp_path / "new folder/legal/mkdocs.yml").exists()
    assert (tmp_path / "new folder/legal/.git").is_dir()


# --- Where something is there --------------------------------------------------------------------


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    there = {
        "GUIDE.md": "mine",
        ".github/workflows/policies.yml": "mine",
        "content/privacy-policy/index.md": "---\nversion: '1'\n---\n# Mine\n",
        ".gitignore": "/site\n*.log",
        "README.md": "# Acme\n",
    }
    repository.commit("2026-01-01", there)
    repository.write("dirty.txt", "not committed")
    before = contents(tmp_path)
    begun = run(repository, *YES, "--host", "github", "--policy", "privacy", "--policy", "terms")
    assert begun.code == 0
    after = contents(tmp_path)
    assert [p for p in before if after.get(p) != before[p] and ".git/" not in p] == [".gitignore"]
    assert read(repository, ".gitignore") == "/site\n*.log\n/.cache/\n/.venv/\n"
    for path in ("GUIDE.md", ".github/workflows/policies.yml"):
        assert f"left as it was: {path}\n" in begun.output
    assert "added to .gitignore\n" in begun.output
    assert "content/privacy-policy" in read(repository, "mkdocs.yml")
    assert not (tmp_path / "content/privacy-policy/01-who-we-are.md").exists()


def test_it_can_be_run_again_before_the_first_commit(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    more = (*YES, "--languages", "en,de", "--policy", "terms")
    assert run(repository, *more).code == 0
    before = contents(tmp_path)
    again = run(repository, *more, "--host", "github")
    assert again.code == 0, again.output
    assert ".github/workflows/policies.yml" in again.output
    after = contents(tmp_path)
    assert not [path for path in before if after.get(path) != before[path] and ".git/" not in path]


def test_policies_that_are_there_are_proposed_with_their_past(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    texts = {"docs/privacy.md": "# Privacy policy\n\nOne.\n", "AGB.md": "# AGB\n\nEins.\n"}
    repository.commit("2024-01-01", texts | {"docs/guide.md": "# Guide\n"})
    repository.commit("2025-01-01", {"docs/privacy.md": "# Privacy policy\n\nTwo.\n"})
    begun = run(repository, *YES, "--languages", "en,de")
    assert begun.code == 0
    commit(repository)
    listed = run(repository, "versions").output
    assert [line.split()[:2] for line in listed.splitlines()[1:]] == [
        ["agb", "2024-01-01"],
        ["privacy", "2024-01-01"],
        ["privacy", "2025-01-01"],
    ]
    assert run(repository, "build").code == 0
    assert "Two." in read(repository, "locales/de/LC_MESSAGES/privacy.po")


def test_beside_another_site_of_mkdocs(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    files = {"mkdocs.yml": "site_name: Docs\ntheme: material\n", "docs/index.md": "# Docs\n"}
    repository.commit("2026-01-01", files | {"content/post.md": "# A post\n"})
    assert run(repository, *YES, "--host", "gitlab").code == 0
    assert read(repository, "mkdocs.yml") == files["mkdocs.yml"]
    assert (tmp_path / "policies/privacy-policy/index.md").exists()
    assert "--config-file legal.yml" in read(repository, ".gitlab-ci.yml")
    commit(repository)
    built = run(repository, "build", "-f", "legal.yml")
    assert built.code == 0
    assert (tmp_path / "legal-site/index.html").exists()
    assert repository.git("status", "--porcelain") == ""


def test_a_workflow_that_publishes_a_site_gets_no_rival(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    docs = ".github/workflows/docs.yml"
    text = "jobs: {site: {steps: [{uses: actions/deploy-pages@v4}]}}\n"
    repository.commit("2026-01-01", {"mkdocs.yml": "site_name: Docs\n", docs: text})
    begun = run(repository, *YES)
    assert begun.code == 0
    assert begun.errors.startswith(f"{docs} publishes a site already")
    assert '"gazette build --config-file legal.yml"' in begun.errors
    assert not (tmp_path / FILES["github"]).exists()
    assert run(repository, *YES, "--host", "none").errors == ""
    forced = run(repository, *YES, "--host", "github")
    assert (forced.code, docs in forced.errors) == (0, True)
    assert (tmp_path / FILES["github"]).exists()


def test_a_name_that_has_the_word_makes_no_site_ours(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    repository.commit("2026-01-01", {"mkdocs.yml": "site_name: The gazette\nplugins: [search]\n"})
    assert run(repository, *YES).code == 0
    assert (tmp_path / "legal.yml").exists()


def test_a_configuration_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    repository.commit("2026-01-01", {"mkdocs.yml": "site_name: [\n"})
    outcome = run(repository, *YES)
    assert (outcome.code, "[configuration]" in outcome.errors) == (1, True)


def test_names_with_commas_and_blanks_are_names(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    paths = ("legal/Terms of use, 2024.md", "legal/Privacy policy.md")
    repository.commit("2026-01-01", dict.fromkeys(paths, "# Terms of use\n\nWords.\n"))
    for options in ((), [part for path in paths for part in ("--policy", path)]):
        assert run(repository, *YES, *options).code == 0
        settings = read_configuration(tmp_path / "mkdocs.yml").settings
        assert {policy.path for policy in settings.policies} == {*paths}
        (tmp_path / "mkdocs.yml").unlink()


def test_a_site_of_ours_gets_what_it_lacks(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG, TERMS: ONE})
    begun = run(repository, "init", "--yes", "--policy", "privacy", "--host", "github")
    assert begun.code == 0
    assert read(repository, "mkdocs.yml") == CONFIG
    assert "Example Legal (“we”) is responsible" in read(
        repository, "content/privacy-policy/01-who-we-are.md"
    )
    assert "Datenschutzerklärung" in read(repository, "locales/de/LC_MESSAGES/privacy-policy.po")
    commit(repository)
    assert run(repository, "check").code == 0
    again = run(repository, "init", "--yes", "--policy", "privacy", "--host", "github")
    assert (again.code, "wrote" in again.output, "Next:" in again.output) == (0, False, False)


def test_a_policy_that_a_list_lacks_is_told(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    listed = CONFIG.replace(
        "[en, de]}", "[en, de], policies: [{id: terms, path: content/terms.md}]}"
    )
    repository.commit("2025-01-15", {"mkdocs.yml": listed, TERMS: ONE})
    begun = run(repository, "init", "--yes", "--policy", "privacy")
    assert "- {id: privacy-policy, path: content/privacy-policy}" in begun.output


# --- Wrong input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--languages", "en,xx-yy"), '"xx-yy" is not a language code.'),
        (("--languages", ","), '"languages" is empty.'),
        (("--timezone", "Europe/Nowhere"), 'There is no time zone "Europe/Nowhere".'),
        (("--url", "legal.example.com"), "is not the address of a site"),
        (("--url", "http://[a"), "is not the address of a site"),
        (("--url", "ftp://a.example/"), "is not the address of a site"),
        (("--name", "  "), "is no name"),
        (("--name", ""), "is no name"),
        (("--name", "a\u202eb"), "is no name"),
        (("--policy", "cookies"), '"cookies" is no policy'),
        (("--policy", "../x.md"), "is no policy"),
        (("--policy", "."), "is no policy"),
        (("--policy", ""), None),
        (("--owners", "legal"), '"legal" names nobody.'),
        (("--host", "svn"), "'svn' is not one of"),
        (("--effective", "2020-01-01"), "2020-01-01 is past"),
        (("--effective", "soon"), '"soon" is not a day'),
        (("--languages", "it,en"), 'There is no starting text in "it"'),
    ],
)
def test_wrong_answers_write_nothing(
    tmp_path: Path, options: tuple[str, ...], said: str | None
) -> None:
    outcome = run(Repository(tmp_path), "init", "--yes", *options)
    if said is None:
        assert outcome.code == 0
        return
    assert outcome.code == 2
    assert said in outcome.errors
    assert "Traceback" not in outcome.errors
    assert [*tmp_path.iterdir()] == []


def test_a_text_of_ones_own_in_a_language_without_starting_texts(tmp_path: Path) -> None:
    (tmp_path / "privacy.md").write_text("# Informativa\n\nParole.\n", "utf-8")
    repository = Repository(tmp_path)
    assert run(repository, *YES, "--languages", "it,en", "--policy", "privacy.md").code == 0
    commit(repository)
    assert run(repository, "build").code == 0


def test_without_a_terminal_the_options_are_named(tmp_path: Path) -> None:
    outcome = run(Repository(tmp_path), "init", "--name", "Acme", "--languages", "en")
    assert outcome.code == 2
    assert "Give --url --timezone --policy --host, or --yes" in outcome.errors
    whole = ("--url", "https://a.example", "--timezone", "UTC", "--policy", "privacy")
    refused = run(
        Repository(tmp_path), "init", "--name", "A", "--languages", "en", *whole, "--host", "none"
    )
    assert refused.code == 1
    assert "is not a git repository" in refused.errors
    assert [*tmp_path.iterdir()] == []


def test_places_where_no_site_can_begin(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "whole")
    (repository.root / "sub").mkdir()
    inside = run(repository, "init", "--yes", "sub")
    assert (inside.code, "[not-top-folder]" in inside.errors) == (1, True)
    repository.git("init", "--quiet", "--bare", "bare.git")
    bare = run(repository, "init", "--yes", "bare.git")
    assert (bare.code, "[bare-repository]" in bare.errors) == (1, True)
    repository.write("file", "x")
    file = run(repository, "init", "--yes", "file")
    assert (file.code, "[site-dir]" in file.errors) == (1, True)
    repository.link(".github", str(tmp_path))
    away = run(repository, "init", "--yes", "--host", "github")
    assert (away.code, "[outside-link]" in away.errors) == (1, True)
    assert not (repository.root / "mkdocs.yml").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["whole"]


def test_a_closed_input_is_nobody_to_ask(tmp_path: Path) -> None:
    command = f"{shlex.join([sys.executable, '-m', 'gazette', 'init'])} <&-"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env=variables(), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, "There is no terminal to ask on." in done.stderr) == (2, True)


def test_a_link_is_no_folder_for_texts(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "site")
    (tmp_path / "elsewhere").mkdir()
    repository.link("content", str(tmp_path / "elsewhere"))
    assert run(repository, *YES).code == 0
    assert (repository.root / "policies/privacy-policy/index.md").exists()
    assert [*(tmp_path / "elsewhere").iterdir()] == []


def test_without_git(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gazette", "init", "--yes"],
        cwd=tmp_path,
        env=variables(PATH=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "[no-git]" in done.stderr) == (1, True)
    assert [*tmp_path.iterdir()] == []


def test_what_was_written_is_taken_back_where_the_rest_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository.create(tmp_path)
    before = contents(tmp_path)

    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device", ".gitignore")

    monkeypatch.setattr("gazette.starting.files._ignore", full)
    outcome = run(repository, *YES, "--host", "github")
    assert outcome.code == 1
    assert "cannot be read or written: No space left on device" in outcome.errors
    assert {p for p in contents(tmp_path) if not p.startswith(".git/")} == set()
    assert {p for p in before if not p.startswith(".git/")} == set()
    assert sorted(p.name for p in tmp_path.iterdir()) == [".git"]


def test_the_file_system_of_a_folder_may_refuse(tmp_path: Path) -> None:
    """Root may write anywhere, so a file stands where a folder has to be."""
    repository = Repository.create(tmp_path)
    repository.write(".github", "a file")
    outcome = run(repository, *YES, "--host", "github")
    assert outcome.code == 1
    assert "Traceback" not in outcome.errors
    assert {p.name for p in tmp_path.iterdir()} == {".git", ".github"}
