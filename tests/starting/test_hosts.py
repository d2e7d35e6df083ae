"""Where a repository lives, and the CI files: parsed, and looked at step by step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from gazette import __version__
from gazette.starting import hosts

if TYPE_CHECKING:
    from pathlib import Path

BERLIN = ZoneInfo("Europe/Berlin")
INSTALLED = f"policy-gazette=={__version__}"


@pytest.mark.parametrize(
    ("remote", "host", "address"),
    [
        ("git@github.com:Acme/legal.git", "github", "https://acme.github.io/legal/"),
        ("https://github.com/acme/acme.github.io", "github", "https://acme.github.io/"),
        (
            "https://user:secret@github.com/acme/legal.git",
            "github",
            "https://acme.github.io/legal/",
        ),
        ("ssh://git@gitlab.example.com:2222/group/sub/legal.git", "gitlab", ""),
        ("https://gitlab.com/acme/legal.git", "gitlab", ""),
        ("https://codeberg.org/acme/legal.git", "forgejo", "https://acme.codeberg.page/legal/"),
        ("https://git.example.com/acme/legal", "", ""),
        ("/srv/git/legal.git", "", ""),
        ("", "", ""),
    ],
)
def test_a_remote_tells_the_host(tmp_path: Path, remote: str, host: str, address: str) -> None:
    assert (hosts.seen(remote, tmp_path), hosts.pages(remote)) == (host, address)


def test_files_tell_the_host_where_no_remote_does(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").touch()
    assert hosts.seen("", tmp_path) == "gitlab"
    assert hosts.seen("git@github.com:a/b", tmp_path) == "github"


@pytest.mark.parametrize(
    ("path", "text", "seen"),
    [
        (".github/workflows/docs.yml", "    - uses: actions/deploy-pages@v4\n", "seen"),
        (".github/workflows/docs.yaml", "    - run: mkdocs gh-deploy --force\n", "seen"),
        (".github/workflows/a.yml", "    - uses: peaceiris/actions-gh-pages@v4\n", "seen"),
        (".forgejo/workflows/a.yml", "    - run: git push --force origin pages\n", "seen"),
        (".github/workflows/docs.yml", "    # actions/deploy-pages once\n", ""),
        (".github/workflows/test.yml", "    - run: make test\n", ""),
        (
            ".github/workflows/site.yml",
            "run: gazette build\nuses: actions/deploy-pages\n",
            False,
        ),
        (".github/workflows/policies.yml", "    - uses: actions/deploy-pages@v4\n", ""),
    ],
)
def test_a_workflow_that_publishes_a_site_is_seen(
    tmp_path: Path, path: str, text: str, seen: str
) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(text)
    assert hosts.publishing(tmp_path) == (path if seen else "")


@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]
)
def test_a_night_begins_after_midnight_there(zone: str) -> None:
    """In summer and in winter, and not more than an hour and a half after it."""
    minute, hour, *rest = hosts.cron(ZoneInfo(zone), datetime(2026, 12, 1, tzinfo=UTC)).split()
    assert rest == ["*", "*", "*"]
    for month in (1, 7):
        at = datetime(2027, month, 15, int(hour), int(minute), tzinfo=UTC)
        local = at.astimezone(ZoneInfo(zone))
        since = timedelta(hours=local.hour, minutes=local.minute)
        assert timedelta(minutes=10) <= since <= timedelta(minutes=90)


def read(host: str, branch: str = "main", config: str = "", site: str = "site") -> tuple[str, Any]:
    text = hosts.pipeline(host, branch, BERLIN, config, site)
    assert "%%" not in text
    assert "pytest" not in text
    assert "make " not in text
    assert INSTALLED in text
    return text, yaml.safe_load(text)


def said(job: dict[str, Any]) -> str:
    return "\n".join(str(step.get("run", "")) for step in job["steps"])


@pytest.mark.parametrize("host", ["github", "forgejo"])
def test_actions_check_review_and_publish(host: str) -> None:
    _, made = read(host, 'odd"branch')
    when = made[True]  # "on" is true in YAML 1.1
    assert when["push"]["branches"] == ['odd"branch']
    assert "pull_request" in when
    assert when["schedule"] == [{"cron": "10 23 * * *"}]
    jobs = made["jobs"]
    assert "gazette check" in said(jobs["check"])
    assert jobs["review"]["if"] == "github.event_name == 'pull_request'"
    assert 'gazette review "$BASE..HEAD"' in said(jobs["review"])
    builds = jobs["build"] if host == "github" else jobs["publish"]
    assert "github.event_name != 'pull_request'" in builds["if"]
    assert builds["needs"] == "check"
    assert "gazette build" in said(builds)
    checkouts = [
        step["with"]["fetch-depth"]
        for job in jobs.values()
        for step in job["steps"]
        if "checkout" in step.get("uses", "")
    ]
    assert checkouts == [0, 0, 0]


def test_github_pages_has_the_rights_it_needs_and_no_other() -> None:
    _, made = read("github")
    assert made["permissions"] == {"contents": "read"}
    assert made["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert made["jobs"]["review"]["permissions"]["pull-requests"] == "write"
    assert any(
        step.get("uses", "").endswith("pages@v4") for step in made["jobs"]["publish"]["steps"]
    )


def test_gitlab_checks_reviews_and_publishes() -> None:
    text, made = read("gitlab")
    assert made["variables"]["GIT_DEPTH"] == "0"
    assert made["check"]["script"] == ["gazette check"]
    assert "merge_request_event" in made["review"]["rules"][0]["if"]
    assert "gazette review" in made["review"]["script"][0]
    assert made["pages"]["script"][0] == "gazette build --site-dir public"
    assert made["pages"]["artifacts"]["paths"] == ["public"]
    assert all(isinstance(line, str) for line in made["review"]["script"])
    assert "Pipeline schedules" in text


@pytest.mark.parametrize("host", hosts.FILES)
def test_another_configuration_is_named_in_every_command(host: str) -> None:
    text, _ = read(host, config=" --config-file legal.yml", site="legal-site")
    commands = [line for line in text.splitlines() if "gazette " in line and "#" not in line]
    assert len(commands) >= 3
    assert [line for line in commands if "--config-file legal.yml" not in line] == []


def test_pre_commit_runs_the_check_on_what_is_staged() -> None:
    [repo] = yaml.safe_load(hosts.pre_commit(""))["repos"]
    [hook] = repo["hooks"]
    assert hook["entry"] == "gazette check --staged"
    assert hook["additional_dependencies"] == [INSTALLED]
    assert hook["pass_filenames"] is False


def test_owners_are_named_as_each_host_reads_them(tmp_path: Path) -> None:
    paths = ["content/privacy", "my terms.md"]
    head = "# Who is asked before a text changes.\n"
    github = hosts.owners("github", paths, "@legal", tmp_path)
    assert github == f"{head}/content/privacy/ @legal\n/my\\ terms.md @legal\n"
    forgejo = hosts.owners("forgejo", paths, "@legal", tmp_path)
    assert forgejo == f"{head}content/privacy/.* @legal\nmy\\ terms\\.md @legal\n"
    assert hosts.owners_file("github", tmp_path) == ".github/CODEOWNERS"
    (tmp_path / "CODEOWNERS").touch()
    assert hosts.owners_file("github", tmp_path) == "CODEOWNERS"
