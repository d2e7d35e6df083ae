"""What forbids reading a repository, each as a refusal that names the command that fixes it.

No algorithm: these are the words. `git` finds out which of them applies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.errors import GazetteError, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping


def nowhere(root: str) -> GazetteError:
    """No repository at all."""
    what = f"{root} is not a git repository, so no text has a publication date."
    fix = 'Run this in a clone of the repository, or begin one with "git init".'
    return refusal("no-repository", what, fix)


def not_top(top: str) -> GazetteError:
    """A folder inside a repository, or inside git's own (`top` is "")."""
    what = "This folder is not the top folder of its repository."
    fix = f"Move the configuration to {top}." if top else "Leave git's own folder."
    return refusal("not-top-folder", what, fix)


def elsewhere() -> GazetteError:
    """A hook's environment that leads git to another repository."""
    what = "The environment variable GIT_DIR points to another repository than this folder's."
    return refusal("other-repository", what, 'Run "unset GIT_DIR" first.')


def no_git() -> GazetteError:
    """No git to ask."""
    what = "git was not found; publication dates come from it."
    return refusal(
        "no-git", what, "Install git (https://git-scm.com) and check that it is on the PATH."
    )


def old_git(version: tuple[int, ...], oldest: tuple[int, ...]) -> GazetteError:
    """A git that lacks what we ask for."""
    found, needed = (".".join(map(str, numbers)) for numbers in (version, oldest))
    what = f"The installed git is version {found}; {needed} or later is needed."
    return refusal("old-git", what, "Update git (https://git-scm.com).")


def bare() -> GazetteError:
    """No working files, so no configuration and no catalogs to edit."""
    what = "This is a bare repository, which has no working tree."
    return refusal("bare-repository", what, 'Run "git clone" on it and build in the clone.')


def shallow(variables: Mapping[str, str]) -> GazetteError:
    """The oldest commit there would count as the publication of everything.

    The fix is the setting of the service that builds, if the environment's `variables` tell it.
    """
    what = "This clone is shallow: its history is cut off, so publication dates would be wrong."
    known = (fix for name, fix in _WHOLE_HISTORY.items() if variables.get(name))
    fix = next(known, 'Run "git fetch --unshallow", or set the CI service to fetch everything.')
    return refusal("shallow-clone", what, fix)


# A variable that a service sets -> how it is told to fetch the whole history. Forgejo and Gitea
# set GitHub's as well, and mean the same setting.
_WHOLE_HISTORY = {
    "GITHUB_ACTIONS": 'Give the step that uses "actions/checkout" the option "fetch-depth: 0".',
    "GITLAB_CI": 'Set the variable "GIT_DEPTH" of the job to "0" in .gitlab-ci.yml.',
    "BITBUCKET_BUILD_NUMBER": 'Write "clone: {depth: full}" in bitbucket-pipelines.yml.',
    "JENKINS_URL": (
        'Take "Shallow clone" away from the job\'s advanced clone behaviours, or in a Jenkinsfile '
        'write "cloneOption(shallow: false)" among the extensions of the checkout.'
    ),
    "NETLIFY": 'Begin the build command of netlify.toml with "git fetch --unshallow && ".',
    "CF_PAGES": (
        "Begin the build command in the settings of the Cloudflare Pages project with "
        '"git fetch --unshallow && ".'
    ),
    "READTHEDOCS": (
        'List the command "git fetch --unshallow" under "build: jobs: post_checkout:" in '
        ".readthedocs.yaml."
    ),
}


def grafted() -> GazetteError:
    """Commits would have parents that no other clone gives them."""
    what = (
        'This clone has grafts, which give commits a different history: the file "grafts" '
        "in git's own folder. Versions would be missing only here."
    )
    fix = 'Remove it with "rm $(git rev-parse --git-common-dir)/info/grafts".'
    return refusal("grafted-clone", what, fix)


def sparse(path: str, more: int) -> GazetteError:
    """What is not on the disk cannot be looked at, and would seem to be deleted."""
    what = f"This is a sparse checkout: {_with(path, more)} committed, but not on this disk."
    fix = 'Run "git sparse-checkout disable"; in CI check out without "sparse-checkout".'
    return refusal("sparse-checkout", what, fix)


def _with(path: str, more: int) -> str:
    return f"{path} and {more} more are" if more else f"{path} is"


def submodule(path: str, place: str) -> GazetteError:
    """Another repository's commits, of which this one knows but the newest."""
    what = (
        f'This path lies in the submodule "{place}": its commits, and so its dates, are those of '
        "another repository."
    )
    fix = (
        "Publish it from that repository, or bring text and history into this one: "
        f'"git rm {place}", then "git subtree add --prefix={place} ADDRESS BRANCH".'
    )
    return refusal("submodule", what, fix, path)


def foreign(root: str) -> GazetteError:
    """Git refuses what another user owns, since its configuration may run programs."""
    what = f"The repository {root} belongs to another user, so git does not read it."
    fix = f'If you trust it, run "git config --global --add safe.directory {root}".'
    return refusal("foreign-repository", what, fix)


def partial() -> GazetteError:
    """Texts are missing, and fetching them is not our business."""
    what = "This is a partial clone: texts of past versions are missing."
    fix = 'Fetch them with "git fetch --refetch --no-filter"; in CI check out without a filter.'
    return refusal("partial-clone", what, fix)


def broken(said: str) -> GazetteError:
    """Whatever else git cannot read; `said` is git's own first line."""
    what = f"The repository cannot be read. Git says: {said.rstrip('.')}."
    return refusal("broken-repository", what, 'Run "git fsck", or make a new clone.')
