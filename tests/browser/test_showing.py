"""What a version shows, from the commit to the reader."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from gazette.configuration import read_configuration
from gazette.document.targets import Published
from gazette.notifying.letters import Letters
from gazette.publishing.loading import load
from oursite import DRAWN
from pictures import BLUE, GREEN, RED
from repositories import Repository
from serving import serving_folder
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TODAY, TWO, Parsed, build, contents, run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

    from gazette.archive.site import Site


SEAL, FORM = "content/img/our seal.png", "content/annex/form.pdf"
SHOWN = """You may use the service. ![The seal](img/our%20seal.png)

![](img/plain.png)

| Mark | Picture |
|---|---|
| Ours | ![Small seal](img/our%20seal.png) |

Fill in [the form](annex/form.pdf#page=2), with <img src="img/our%20seal.png" alt="a seal">.
"""
PLAIN = "You may use the service.\n"
FIRST = {SEAL: RED, "content/img/plain.png": RED, FORM: b"%PDF-1.4 one"}
SECOND = {SEAL: GREEN, "content/img/plain.png": BLUE, FORM: b"%PDF-1.4 two"}
WORDS = (
    'msgid "You may use the service. ![The seal](img/our%20seal.png)"\n'
    'msgstr "Sie dürfen den Dienst nutzen. ![Das Siegel](img/our%20seal.png)"\n'
)


def one(shown: str = SHOWN) -> str:
    return ONE.replace(PLAIN, shown)


def two(shown: str = SHOWN) -> str:
    return TWO.replace(PLAIN, shown)


def begun(folder: Path, files: Mapping[str, str | bytes | None]) -> Repository:
    """A repository with version 1.0 in force and these files."""
    repository = Repository.create(folder)
    ignored = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n"}
    repository.commit("2025-01-15", {**ignored, TERMS: one(), **files})
    return repository


def address(data: bytes, name: str) -> str:
    return f"files/{hashlib.sha256(data).hexdigest()[:16]}/{name}"


def images(page: Path) -> list[tuple[str, str]]:
    """The images on a page: what each is called, and the address seen from the site."""
    found = [of for tag, of in Parsed(page).elements if tag == "img"]
    return [(image.get("alt", ""), re.sub(r"^(\.\./)*", "", image["src"])) for image in found]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = begun(tmp_path_factory.mktemp("showing") / "repository", FIRST)
    made.commit("2026-05-15", {TERMS: two(), CATALOG: f"{GERMAN}\n{WORDS}", **SECOND})
    done = build(made)
    assert done.code == 0, done
    return made


@pytest.fixture(scope="module")
def site(repository: Repository) -> Site:
    return load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)


OLD = [
    ("The seal", address(RED, "our-seal.png")),
    ("", address(RED, "our-seal.png")),
    ("Small seal", address(RED, "our-seal.png")),
    ("a seal", address(RED, "our-seal.png")),
]
NEW = [
    ("The seal", address(GREEN, "our-seal.png")),
    ("", address(BLUE, "plain.png")),
    ("Small seal", address(GREEN, "our-seal.png")),
    ("a seal", address(GREEN, "our-seal.png")),
]


def test_each_version_keeps_what_it_showed(repository: Repository) -> None:
    pages = repository.root / "site/en/terms"
    assert images(pages / "v/1.0/index.html") == images(pages / "index.html") == OLD
    assert images(pages / "v/2.0/index.html") == NEW
    html = (pages / "v/1.0/index.html").read_text()
    assert f'href="../../../../{address(b"%PDF-1.4 one", "form.pdf")}#page=2"' in html


def test_the_files_stand_at_their_addresses(repository: Repository) -> None:
    folder = repository.root / "site"
    shown = {
        address(RED, "our-seal.png"): RED,
        address(GREEN, "our-seal.png"): GREEN,
        address(BLUE, "plain.png"): BLUE,
        address(b"%PDF-1.4 one", "form.pdf"): b"%PDF-1.4 one",
        address(b"%PDF-1.4 two", "form.pdf"): b"%PDF-1.4 two",
    }
    assert {f"files/{name}": None for name in contents(folder / "files")} == dict.fromkeys(shown)
    assert {name: (folder / name).read_bytes() for name in shown} == shown
    # What was at an address of the content folder stays there, as it is now.
    assert (folder / "img/our seal.png").read_bytes() == GREEN


def test_a_redline_shows_both(repository: Repository) -> None:
    page = repository.root / "site/en/terms/v/2.0/changes/index.html"
    assert images(page) == [image for pair in zip(OLD, NEW, strict=True) for image in pair]
    html = page.read_text()
    for tag, data in (("del", RED), ("ins", GREEN)):
        shown = rf'<{tag}>.*?src="[./]*{address(data, "our-seal.png")}" alt="The seal">.*?</{tag}>'
        assert re.search(shown, html)
    assert html.count("form.pdf#page=2") == 2


def test_a_translation_shows_the_same(repository: Repository) -> None:
    pages = repository.root / "site/de/terms"
    assert images(pages / "v/2.0/index.html") == [("Das Siegel", NEW[0][1]), *NEW[1:]]
    catalogs = run(repository, "i18n", "status")
    assert "parity" not in catalogs.errors


def test_the_text_as_data(repository: Repository) -> None:
    text = json.loads((repository.root / "site/api/v1/terms/v/2.0.en.json").read_text())
    html = text["sections"][0]["blocks"][1]["html"]
    assert f'src="../../../../{address(GREEN, "our-seal.png")}"' in html
    assert text["sections"][0]["blocks"][2]["text"] == ""


def test_the_digest_covers_the_files(repository: Repository) -> None:
    data = json.loads((repository.root / "site/api/v1/terms/versions.json").read_text())
    schema = json.loads((repository.root / "site/api/v1/schema/versions.json").read_text())
    Draft202012Validator(schema).validate(data)
    first, second = data["versions"]
    shown = [RED, RED, b"%PDF-1.4 one"]
    digests = [hashlib.sha256(each).hexdigest() for each in shown]
    assert first["files"] == [
        {"address": f"https://example.com/legal/{address(each, name)}", "digest": f"sha256:{found}"}
        for each, name, found in zip(
            shown, ("our-seal.png", "our-seal.png", "form.pdf"), digests, strict=True
        )
    ]
    text = one().split("---\n", 2)[2]
    told = hashlib.sha256("\n".join([text, *digests]).encode()).hexdigest()
    assert first["digest"] == f"sha256:{told}"
    assert second["digest"] != first["digest"]


def test_the_guard_knows_the_files(tmp_path: Path) -> None:
    """A history rewritten with another image is not that of the published site."""
    repository = begun(tmp_path, FIRST)
    assert build(repository).code == 0
    repository.write(SEAL, BLUE)
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--amend", "--no-edit", date="2025-01-15")
    done = build(repository)
    assert done.code == 1
    assert "is not the one that is published: it shows other files." in done.errors


def test_a_site_that_knew_no_files_is_replaced(tmp_path: Path) -> None:
    """As an older Gazette made it: its digests are of the words alone."""
    repository = begun(tmp_path, FIRST)
    assert build(repository).code == 0
    place = repository.root / "site/api/v1/terms/versions.json"
    data = json.loads(place.read_text())
    text = one().split("---\n", 2)[2]
    data["versions"][0]["digest"] = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    del data["versions"][0]["files"]
    place.write_text(json.dumps(data))
    done = build(repository)
    assert done.code == 0, done


def test_a_second_build_is_the_same(repository: Repository) -> None:
    before = contents(repository.root / "site")
    assert build(repository).code == 0
    assert contents(repository.root / "site") == before


def test_the_section_counts_as_changed(site: Site) -> None:
    summaries = {s.section: s for s in site.archive("terms").comparisons.summary("1.0", "2.0")}
    assert summaries["terms"].amended == 4 + 1  # the fee


FORMATS = {
    "terminal": "[-The seal [https://example.com/legal/{old}]-]"
    "{{+The seal [https://example.com/legal/{new}]+}}",
    "markdown": "<del>[-The seal \\[https://example.com/legal/{old}\\]-]</del>"
    "<ins>{{+The seal \\[https://example.com/legal/{new}\\]+}}</ins>",
}


@pytest.mark.parametrize("style", FORMATS)
def test_a_redline_as_text_names_both(repository: Repository, style: str) -> None:
    done = run(repository, "redline", "terms@1.0", "terms@2.0", "--format", style)
    assert FORMATS[style].format(old=OLD[0][1], new=NEW[0][1]) in done.output


def test_a_redline_as_json_names_both(repository: Repository) -> None:
    done = run(repository, "redline", "terms@1.0", "terms@2.0", "--format", "json")
    changes: list[dict[str, Any]] = json.loads(done.output)["changes"]
    root = "https://example.com/legal/"
    assert [change["files"] for change in changes if "files" in change] == [
        {"old": [root + OLD[0][1]], "new": [root + NEW[0][1]]},
        {"old": [root + OLD[1][1]], "new": [root + NEW[1][1]]},
        {"old": [root + OLD[2][1]], "new": [root + NEW[2][1]]},
        {
            "old": [f"{root}{address(b'%PDF-1.4 one', 'form.pdf')}#page=2", root + OLD[3][1]],
            "new": [f"{root}{address(b'%PDF-1.4 two', 'form.pdf')}#page=2", root + NEW[3][1]],
        },
    ]


def held(html: str) -> list[bytes]:
    """The images that stand within a file."""
    return [b64decode(found) for found in re.findall(r'src="data:image/png;base64,([^"]*)"', html)]


def test_a_redline_as_one_file_holds_both(repository: Repository) -> None:
    done = run(repository, "redline", "terms@1.0", "terms@2.0", "--format", "html")
    assert held(done.output) == [RED, GREEN, RED, BLUE, RED, GREEN, RED, GREEN]
    assert 'src="http' not in done.output


def test_a_file_shown_at_a_commit(repository: Repository) -> None:
    done = run(repository, "redline", "terms@HEAD~1", "terms@1.0")
    assert "Nothing changed." in done.output
    done = run(repository, "redline", "terms@HEAD~1", "terms@2.0")
    assert f"[-The seal [https://example.com/legal/{OLD[0][1]}]-]" in done.output


def test_the_record_of_a_letter_holds_the_images(repository: Repository) -> None:
    made = load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)
    archive = made.archive("terms")
    two = archive.policy.version("2.0")
    letter = Letters(made, archive, two, Published()).letter("en", {})
    assert held(letter.record) == [RED, GREEN, RED, BLUE, RED, GREEN, RED, GREEN]
    assert "src=" not in letter.html
    link = f"https://example.com/legal/{address(b'%PDF-1.4 two', 'form.pdf')}#page=2"
    assert link in letter.record


# --- What is wrong --------------------------------------------------------------------------


def findings(repository: Repository, rule: str) -> list[str]:
    done = run(repository, "check", "--as-of", TODAY.isoformat())
    return [line for line in done.output.splitlines() if f"[{rule}]" in line]


def test_a_missing_file_is_an_error_at_its_line(tmp_path: Path) -> None:
    repository = begun(tmp_path, {SEAL: RED})
    assert findings(repository, "file-missing") == [
        'content/terms.md:11: error: The text shows the file "content/img/plain.png" here, which '
        "is not committed. Commit the file, or correct its path in the text. [file-missing]",
        'content/terms.md:17: error: The text shows the file "content/annex/form.pdf" here, which '
        "is not committed. Commit the file, or correct its path in the text. [file-missing]",
    ]
    assert build(repository).code == 1
    assert not (repository.root / "site").exists()
    repository.commit("2025-01-16", {"content/img/plain.png": RED, FORM: b"%PDF"})
    assert build(repository).code == 0


REASONS = {
    "![a](img/Our%20seal.png)": 'but the file is called "content/img/our seal.png".',
    "![a](link.png)": "which is a symbolic link.",
    "![a](../../seal.png)": "which lies outside of the repository.",
    "![a](.git/seal.png)": "whose name begins with a dot: such files are not published.",
    "![a](se%0aal.png)": "which has a line break or another control character in its name.",
    "![a](large.png)": "has 20.0 MB; a file that a text shows may have at most 20 MB.",
    "![a](pointer.png)": "is a Git LFS pointer, not the file itself.",
    "![a](script.svg)": "contains a script or similar, which would run in the browser",
}


def test_each_reason_is_told(tmp_path: Path) -> None:
    text = "\n\n".join(REASONS)
    repository = Repository.create(tmp_path)
    repository.link("content/link.png", "img/our seal.png")
    files = {
        "content/large.png": b"\0" * 20_000_001,
        "content/pointer.png": b"version https://git-lfs.github.com/spec/v1\nsize 1\n",
        "content/script.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        SEAL: RED,
    }
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG, TERMS: one(text), **files})
    done = run(repository, "check", "--as-of", TODAY.isoformat())
    told = [line for line in done.output.splitlines() if "error" in line]
    for at, (line, reason) in enumerate(zip(told, REASONS.values(), strict=True)):
        assert line.startswith(f"{TERMS}:{9 + 2 * at}: error: ")
        assert reason in line


REPLACED = {
    "replaced": ({SEAL: BLUE}, TERMS + ":9", f'the file "{SEAL}" is replaced'),
    "deleted": ({SEAL: None}, TERMS + ":9", f'the file "{SEAL}" is deleted'),
    "an annex": ({FORM: b"%PDF-1.4 new"}, TERMS + ":17", f'the file "{FORM}" is replaced'),
    "two": (
        {SEAL: BLUE, FORM: None},
        TERMS + ":9",
        f'the file "{SEAL}" is replaced; the file "{FORM}" is deleted',
    ),
    "renamed and another": (
        {SEAL: None, "content/img/b.png": BLUE, TERMS: one(SHOWN.replace("our%20seal", "b"))},
        TERMS + ":9",
        "another file is shown in",
    ),
    "its text goes with it": (
        {SEAL: None, TERMS: one(SHOWN.replace(" ![The seal](img/our%20seal.png)", ""))},
        TERMS + ":15",
        f'the file "{SEAL}" is deleted; “The seal” becomes “”',
    ),
}


@pytest.mark.parametrize(("files", "place", "what"), REPLACED.values(), ids=REPLACED)
def test_a_file_replaced_under_the_same_label_is_refused(
    tmp_path: Path, files: Mapping[str, str | bytes | None], place: str, what: str
) -> None:
    repository = begun(tmp_path, FIRST)
    assert build(repository).code == 0
    before = contents(repository.root / "site")
    repository.commit("2025-02-10", files)
    (line,) = findings(repository, "published-text-changed")
    assert line.startswith(f"{place}: error: The text of version 1.0 differs")
    assert what in line
    assert build(repository).code == 1
    assert contents(repository.root / "site") == before


def test_another_file_is_no_correction_of_a_slip(tmp_path: Path) -> None:
    """What a picture says cannot be read, so it could be anything."""
    repository = begun(tmp_path, FIRST)
    entry = 'corrections: [{date: 2025-02-10, text: "The seal was blurred."}]\n'
    text = one().replace("effective:", f"{entry}effective:", 1)
    repository.commit("2025-02-10", {TERMS: text, SEAL: BLUE})
    (line,) = findings(repository, "correction-too-large")
    assert f'the file "{SEAL}" is replaced' in line


def test_a_file_replaced_under_a_new_label_is_a_change(tmp_path: Path) -> None:
    repository = begun(tmp_path, FIRST)
    text = one().replace('"1.0"', '"2.0"').replace("2025-02-01", "2026-08-01")
    text = text.replace("change: initial", "change: material\nsummary: The seal is another one.")
    repository.commit("2026-05-15", {TERMS: text, SEAL: GREEN})
    done = build(repository)
    assert done.code == 0, done
    shown = images(repository.root / "site/en/terms/v/2.0/changes/index.html")
    assert shown[:2] == [OLD[0], NEW[0]]
    notices = json.loads((repository.root / "site/api/v1/terms/notices.json").read_text())
    assert notices["notices"][1]["sections"] == ["terms"]


def test_a_new_name_for_the_same_bytes_changes_nothing(tmp_path: Path) -> None:
    repository = begun(tmp_path, FIRST)
    assert build(repository).code == 0
    before = contents(repository.root / "site/en/terms")
    renamed = {TERMS: one().replace("our%20seal", "stamp")}
    repository.rename(SEAL, "content/img/stamp.png", "2025-02-10", renamed)
    assert findings(repository, "published-text-changed") == []
    assert build(repository).code == 0
    after = contents(repository.root / "site/en/terms")
    differing = {name for name in before if before[name] != after[name]}
    assert not [name for name in differing if name.endswith("index.html")]
    # Whoever knows the address of the content folder finds the file where it is now.
    assert (repository.root / "site/img/stamp.png").read_bytes() == RED


HOSTILE = [
    *(
        "img/%00.png",
        "a%0A::error::b.png",
        "a%1b%5b2J.png",
        ":(top)x.png",
        "*.png",
        "a\\b.png",
        "--",
    ),
    *(
        "x" * 5000 + ".png",
        "%FF.png",
        "%ED%A0%80.png",
        "../../../../etc/passwd",
        ".",
        "img",
    ),
    *(f"{number}{'z' * 3000}.png" for number in range(250)),
]


def test_any_name_is_told_in_one_line(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    named = ["-x.png", *HOSTILE]
    text = one("\n\n".join(f"![a]({name})" for name in named))
    files = {"content/-x.png": RED, "content/img/a.png": RED}
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG, TERMS: text, **files})
    done = run(repository, "check", "--as-of", TODAY.isoformat())
    told = [line for line in done.output.splitlines() if line.endswith("[file-missing]")]
    assert len(told) == len(HOSTILE)
    assert all(line.isprintable() and len(line) < 500 for line in told)
    assert "Traceback" not in done.output + done.errors


def test_words_of_somebody_else_keep_nothing_back(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    config = CONFIG.replace("[en, de]", "[en], policies: [{id: terms, path: terms.md}]")
    repository.commit("2025-01-15", {"mkdocs.yml": config, "terms.md": "# Terms\n\n![a](a.png)\n"})
    (line,) = findings(repository, "file-missing")
    assert line.startswith("terms.md:3: warning: ")
    assert build(repository).code == 0


def test_a_draft_finds_the_files_on_disk(tmp_path: Path) -> None:
    """`check --draft` judges what would be committed, files beside a listed policy included."""
    repository = Repository.create(tmp_path)
    config = CONFIG.replace("[en, de]", "[en], policies: [{id: terms, path: legal/terms.md}]")
    repository.commit("2025-01-15", {"mkdocs.yml": config, "legal/terms.md": one(PLAIN)})
    repository.write("legal/terms.md", two("![The seal](img/seal.png)\n"))
    asked = ("check", "--draft", "--as-of", "2025-01-16")
    assert "[file-missing]" in run(repository, *asked).output
    repository.write("legal/img/seal.png", RED)
    assert "[file-missing]" not in run(repository, *asked).output


# --- In a browser ---------------------------------------------------------------------------

COLOURS = """(images) => images.map((image) => {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return [image.alt, [...context.getImageData(4, 4, 1, 1).data].slice(0, 3).join(",")];
})"""
RGB = {"red": "255,0,0", "green": "0,160,0", "blue": "0,0,255"}


@pytest.mark.browser
def test_readers_see_the_pictures_of_each_version(
    repository: Repository, chromium: Browser
) -> None:
    page = chromium.new_page()
    page.clock.set_fixed_time(datetime.combine(TODAY, time(12), UTC))
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda found: failed.append(found.url) if found.status >= 400 else None)
    names = ["The seal", "", "Small seal", "a seal"]

    def seen(base: str, place: str) -> list[list[str]]:
        page.goto(base + place)
        if "compare" in place:
            page.wait_for_selector(DRAWN)
        found: list[list[str]] = page.locator("main img").evaluate_all(COLOURS)
        return found

    with serving_folder(repository.root / "site") as base:
        old = [[name, RGB["red"]] for name in names]
        new = [[name, RGB["blue" if not name else "green"]] for name in names]
        assert seen(base, "en/terms/v/1.0/") == old
        assert seen(base, "en/terms/v/2.0/") == new
        both = [image for pair in zip(old, new, strict=True) for image in pair]
        assert seen(base, "en/terms/v/2.0/changes/") == both
        assert seen(base, "en/terms/compare/?from=1.0&to=2.0") == both
        back = [image for pair in zip(new, old, strict=True) for image in pair]
        assert sorted(seen(base, "en/terms/compare/?from=2.0&to=1.0")) == sorted(back)
    page.close()
    assert not failed
