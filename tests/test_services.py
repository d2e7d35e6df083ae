"""What the services of others are given: an action, a component, a hook, an image.

None of the services is here. Their files are judged by zizmor, and the scripts in them run as the
services run them, on a real repository.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import small

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from repositories import Repository

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
BIN = Path(sys.executable).parent
TODAY = {"GAZETTE_AS_OF": small.TODAY.isoformat()}


def read(path: str) -> Any:
    """A file of the repository that holds YAML, its parts if it has several."""
    parts = list(yaml.safe_load_all((ROOT / path).read_text("utf-8")))
    return parts[0] if len(parts) == 1 else parts


def test_zizmor_finds_nothing_in_workflows_and_action() -> None:
    command = (BIN / "zizmor", "--offline", "--persona", "pedantic", "--no-progress", ".")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def steps(found: object) -> Iterator[Mapping[str, Any]]:
    """Every step of a workflow or an action."""
    if isinstance(found, dict):
        if "run" in found or "uses" in found:
            yield found
        for each in found.values():
            yield from steps(each)
    elif isinstance(found, list):
        for each in found:
            yield from steps(each)


@pytest.mark.parametrize("file", [ROOT / "action.yml", *WORKFLOWS], ids=lambda file: file.name)
def test_scripts_hold_no_expression_and_actions_are_pinned(file: Path) -> None:
    text = file.read_text("utf-8")
    found = list(steps(yaml.safe_load(text)))
    assert found
    for step in found:
        assert "${{" not in step.get("run", ""), "give it by env"
        if "uses" in step and step["uses"] != "./":
            assert re.search(rf"{re.escape(step['uses'])} # v\d+\.\d+\.\d+\n", text)
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", step["uses"])


def test_workflows_ask_for_no_more_than_a_job_needs() -> None:
    assert [file.name for file in WORKFLOWS] == ["release.yml", "site.yml", "tests.yml"]
    for file in WORKFLOWS:
        found = yaml.safe_load(file.read_text("utf-8"))
        assert found["permissions"] == {}
        for job in found["jobs"].values():
            assert "permissions" in job
            for step in job["steps"]:
                if "actions/checkout@" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False


# --- The action --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ran:
    """What a script did."""

    code: int
    output: str
    told: Mapping[str, str]
    summary: str


def run_action(repository: Repository, home: Path, **inputs: str) -> Ran:
    """Run the action's own script, as GitHub does: `bash -e -o pipefail`."""
    action = read("action.yml")
    (step,) = (step for step in action["runs"]["steps"] if step.get("id") == "run")
    home.mkdir()
    output, summary = home / "output", home / "summary"
    output.touch()
    summary.touch()
    defaults = {n: str(v.get("default", "")) for n, v in action["inputs"].items()} | inputs
    script = home / "script.sh"
    script.write_text(step["run"], "utf-8")
    given = {
        "BIN": str(BIN),
        "COMMAND": defaults["command"],
        "CONFIG": defaults["config"],
        "SITE": defaults["site-dir"],
        "PUBLISHED": defaults["published"],
        "BASE": defaults["base"],
        "REVIEW": str(home / "review.md"),
    }
    assert given.keys() == step["env"].keys()
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
        cwd=repository.root,
        env=small.variables(
            **given, **TODAY, GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(summary)
        ),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    lines = (line.partition("=") for line in output.read_text().splitlines())
    told = {name: value for name, _, value in lines}
    return Ran(done.returncode, done.stdout + done.stderr, told, summary.read_text())


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return small.make(tmp_path / "repository")


def broken(repository: Repository) -> None:
    """Change a published text, which is an error."""
    repository.commit("2026-05-20", {small.TERMS: small.TWO.replace("7 euros", "9 euros")})


def test_the_action_checks(repository: Repository, tmp_path: Path) -> None:
    assert run_action(repository, tmp_path / "one", command="check").code == 0
    broken(repository)
    done = run_action(repository, tmp_path / "two", command="check")
    assert done.code == 1
    assert "::error file=content/terms.md" in done.output


def test_the_action_reviews_and_keeps_the_site_to_look_at(
    repository: Repository, tmp_path: Path
) -> None:
    base = repository.git("rev-parse", "HEAD")
    repository.commit("2026-05-20", {"content/about.md": "# About us\n"})
    done = run_action(repository, tmp_path / "one", command="review", base=base)
    assert (done.code, done.told["code"], done.told["site"]) == (0, "0", "site")
    assert done.summary.startswith("## ")
    assert Path(done.told["review"]).read_text("utf-8") == done.summary
    assert (repository.root / "site/en/index.html").exists()


def test_the_action_tells_a_review_with_errors_before_it_fails(
    repository: Repository, tmp_path: Path
) -> None:
    base = repository.git("rev-parse", "HEAD")
    broken(repository)
    done = run_action(repository, tmp_path / "one", command="review", base=base)
    assert (done.code, done.told["code"]) == (0, "1")  # the step "Outcome" fails, after the comment
    assert "published under that label" in done.summary
    assert not (repository.root / "site").exists()
    assert run_action(repository, tmp_path / "two", command="review").code == 2


def test_the_action_builds_and_loses_nothing_that_is_published(
    repository: Repository, tmp_path: Path
) -> None:
    done = run_action(repository, tmp_path / "one", command="publish", **{"site-dir": "a b/c"})
    assert (done.code, done.told["site"]) == (0, "a b/c")
    published = repository.root / "a b/c"
    before = run_action(repository, tmp_path / "two", command="build", published=str(published))
    assert before.code == 0
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    after = run_action(repository, tmp_path / "three", command="build", published=str(published))
    assert after.code == 1


@pytest.mark.parametrize("command", ["", "--help", "check; touch owned", "$(touch owned)"])
def test_the_action_takes_no_other_command(
    repository: Repository, tmp_path: Path, command: str
) -> None:
    assert run_action(repository, tmp_path / "one", command=command).code == 2
    done = run_action(repository, tmp_path / "two", command="check", config=command or " ")
    assert done.code == 1
    assert not (repository.root / "owned").exists()


# --- The component ------------------------------------------------------------------------------


def run_component(
    repository: Repository, job: str, **given: str
) -> subprocess.CompletedProcess[str]:
    """Run a job's script, as GitLab does, with what the component makes of its inputs."""
    head, jobs = read("templates/gazette/template.yml")
    inputs = {n: str(v.get("default", "")) for n, v in head["spec"]["inputs"].items()}
    made = {
        name: re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda m: inputs[m[1]], value)
        for name, value in jobs[".gazette"]["variables"].items()
    }
    script = "\n".join(jobs[job]["script"])
    assert "$[[" not in script, "give it by a variable"
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=repository.root,
        env=small.variables(**made | given, **TODAY, PATH=path),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_component_reviews_a_merge_request(repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD")
    repository.commit("2026-05-20", {"content/about.md": "# About us\n"})
    done = run_component(repository, "gazette-review", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == 0, done.stderr
    assert (repository.root / "review.md").read_text("utf-8").startswith("## ")
    assert (repository.root / "preview/index.html").exists()
    broken(repository)
    done = run_component(repository, "gazette-review", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == 1


def test_the_component_publishes(repository: Repository) -> None:
    assert run_component(repository, "gazette-publish").returncode == 0
    assert (repository.root / "public/index.html").exists()
    again = run_component(repository, "gazette-publish", GAZETTE_PUBLISHED="public")
    assert again.returncode == 0, again.stderr
    _, jobs = read("templates/gazette/template.yml")
    assert jobs["gazette-publish"]["artifacts"]["paths"] == ["public"]
    assert jobs[".gazette"]["variables"]["GIT_DEPTH"] == "0"


# --- The hook and the image ---------------------------------------------------------------------


def test_the_hook_refuses_what_no_build_would_take(repository: Repository) -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    assert (hook["pass_filenames"], hook["always_run"]) == (False, True)
    command = [str(BIN / "gazette"), *hook["entry"].split()[1:]]
    where = {"cwd": repository.root, "env": small.variables(**TODAY)}
    assert subprocess.run(command, **where, capture_output=True, check=False).returncode == 0
    repository.write(small.TERMS, small.TWO.replace("7 euros", "9 euros"))
    assert subprocess.run(command, **where, capture_output=True, check=False).returncode == 0
    repository.git("add", small.TERMS)
    assert subprocess.run(command, **where, capture_output=True, check=False).returncode == 1


def test_the_image_gets_what_the_wheel_is_made_of_and_nothing_else() -> None:
    ignore, *kept = (ROOT / ".dockerignore").read_text().split()
    assert ignore == "*"
    wanted = {line.removeprefix("!") for line in kept if line.startswith("!")}
    docker = (ROOT / "Dockerfile").read_text("utf-8")
    copied = {
        word
        for line in re.findall(r"^COPY (?!--)(.*) \S+$", docker, re.MULTILINE)
        for word in line.split()
    }
    assert copied == wanted
    assert all((ROOT / name).exists() for name in wanted)
    assert re.search(r"^USER \d+:\d+$", docker, re.MULTILINE)
    assert "--require-hashes" in docker
