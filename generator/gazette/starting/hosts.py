"""Where a repository lives, and the CI that it has there.

A nightly run has to come after midnight in the site's time zone, in summer as in winter, and
schedules are in UTC: it comes ten minutes after midnight by the offset that is the smaller.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from gazette import __version__
from gazette.starting.templates import filled, folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from zoneinfo import ZoneInfo

NONE = "none"
# Host -> where its CI is told what to do.
FILES = {
    "github": ".github/workflows/policies.yml",
    "gitlab": ".gitlab-ci.yml",
    "forgejo": ".forgejo/workflows/policies.yml",
}
# The first step that only somebody with a browser can do there.
SETTINGS = {
    "github": 'In the repository\'s settings, under Pages, choose "GitHub Actions" as the source.',
    "gitlab": "Under Build > Pipeline schedules, add a schedule for every night.",
    "forgejo": 'The site is pushed to the branch "pages", from which Codeberg Pages serves it.',
}
_REMOTE = re.compile(
    r"(?:[a-z+]+://)?(?:[^@/]*@)?(?P<server>[^:/]+)(?::\d+)?[:/]/*(?P<path>.+?)(?:\.git)?/?"
)
_SIGNS = (
    ("github", "github"),
    ("gitlab", "gitlab"),
    ("codeberg", "forgejo"),
    ("forgejo", "forgejo"),
    ("gitea", "forgejo"),
)
_FOLDERS = (
    (".github", "github"),
    (".gitlab-ci.yml", "gitlab"),
    (".gitlab", "gitlab"),
    (".forgejo", "forgejo"),
)
# Files of CI, and what is in one that publishes a site: actions and commands that are known.
_WORKFLOWS = (".github/workflows", ".forgejo/workflows", ".gitea/workflows")
_PUBLISHES = re.compile(
    r"^(?!\s*#).*(?:deploy-pages|gh-pages|github-pages-deploy|gh-deploy|\bmike\s+deploy\b"
    r"|git\s+push\b.*\bpages\b)",
    re.MULTILINE,
)
_OWNERS = {"github": ".github/CODEOWNERS", "gitlab": ".gitlab/CODEOWNERS"}
_OWNERS_PLACES = ("CODEOWNERS", "docs/CODEOWNERS", *_OWNERS.values())


def seen(remote: str, root: Path) -> str:
    """The host that the address of a remote or the files in a folder tell, "" where none does."""
    server = _server(remote)[0]
    told = [host for sign, host in _SIGNS if sign in server]
    told += [host for name, host in _FOLDERS if (root / name).exists()]
    return told[0] if told else ""


def publishing(root: Path) -> str:
    """The workflow of somebody else's that publishes a site there already, "" without one."""
    files = (file for folder in _WORKFLOWS for file in sorted((root / folder).glob("*.y*ml")))
    for file in (each for each in files if each.is_file()):
        path, text = file.relative_to(root).as_posix(), file.read_bytes().decode("utf-8", "replace")
        if path not in FILES.values() and "gazette" not in text and _PUBLISHES.search(text):
            return path
    return ""


def pages(remote: str) -> str:
    """The address at which a host would serve the site by itself, "" where nobody can tell."""
    server, path = _server(remote)
    owner, _, name = path.partition("/")
    domain = {"github.com": "github.io", "codeberg.org": "codeberg.page"}.get(server)
    if not domain or not name or "/" in name:
        return ""
    home = f"{owner.lower()}.{domain}"
    return f"https://{home}/" if name.lower() in {home, "pages"} else f"https://{home}/{name}/"


def _server(remote: str) -> tuple[str, str]:
    """The server of a remote's address, in small letters, and the path there."""
    found = _REMOTE.fullmatch(remote.strip())
    return (found["server"].lower(), found["path"]) if found else ("", "")


def pipeline(host: str, branch: str, zone: ZoneInfo, config: str, site: str) -> str:
    """The CI file of a host: `config` is the option that names the configuration, or ""."""
    return filled(
        folder("hosts") / f"{host}.yml",
        version=__version__,
        branch=branch,
        quoted=json.dumps(branch, ensure_ascii=False),
        cron=cron(zone, datetime.now(UTC)),
        config=config,
        site=site,
    )


def cron(zone: ZoneInfo, now: datetime) -> str:
    """When to build by night, for cron in UTC: ten minutes after midnight, or a little later."""
    around = (now + timedelta(days=days) for days in range(0, 365, 30))
    offset = min(moment.astimezone(zone).utcoffset() or timedelta() for moment in around)
    minutes = (10 - int(offset.total_seconds() // 60)) % (24 * 60)
    return f"{minutes % 60} {minutes // 60} * * *"


def pre_commit(config: str) -> str:
    """The configuration of pre-commit, with one hook."""
    return filled(folder("hosts") / "pre-commit.yaml", version=__version__, config=config)


def owners_file(host: str, root: Path) -> str:
    """Where the owners of files are named: where they are already, else where the host looks."""
    there = (place for place in _OWNERS_PLACES if (root / place).exists())
    return next(there, _OWNERS.get(host, "CODEOWNERS"))


def owners(host: str, paths: Iterable[str], who: str, root: Path) -> str:
    """The owners of some files and folders; Forgejo reads expressions, all others patterns."""
    lines = ["# Who is asked before a text changes."]
    for path in paths:
        below = (root / path).suffix != ".md"
        if host == "forgejo":
            lines.append(f"{re.escape(path)}{'/.*' if below else ''} {who}")
        else:
            quoted = path.replace(" ", r"\ ")
            lines.append(f"/{quoted}{'/' if below else ''} {who}")
    return "\n".join(lines) + "\n"
