"""A small site in English and Arabic, with every kind of page that a policy has.

The Arabic catalog leaves one passage and one summary untranslated, which stand in English then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from repositories import Repository
from small import run

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = "2026-06-01"  # 3.0 is announced, 2.0 in force, 1.0 past
CONFIG = """\
site_name: Example Legal
site_url: https://legal.example.com/
docs_dir: content
theme: {name: gazette}
plugins:
  - gazette: {languages: [en, ar]}
extra:
  gazette: {header: [{text: Help, href: "https://example.com/help"}], copyright: © 2026 Example}
"""
HIGHLIGHT = "highlights:\n  - section: data\n    text: Data are deleted sooner.\n"
HEAD = '---\ntitle: Terms of service\nversion: "{}"\neffective: {}\nchange: {}\n{}---\n'
ONE = """\
# Terms of service {#terms}

These terms apply to everybody who uses the service.

## Fees {#fees}

The fee is 5 euros a month. See [our prices](https://example.com/prices).

| Plan | Fee |
|---|---:|
| Basic | 5 euros |
| Large | 20 euros |

- You pay on the first day of the month.
- You get a receipt by e-mail.

## Data {#data}

We keep your data for 90 days. Run `export --all` to take it with you.

> Nobody else gets your data.

## Law {#law}

The law of Ireland applies.
"""
TWO = ONE.replace("90 days", "60 days").replace("5 euros", "7 euros")
THREE = (
    TWO.replace("60 days", "30 days")
    .replace(
        "- You get a receipt by e-mail.\n",
        "- You get a receipt by post.\n- You may end at any time.\n",
    )
    .replace("applies.\n", "applies. A court in Dublin decides.\n")
)
WORDS = {
    "Terms of service": "شروط الخدمة",
    "These terms apply to everybody who uses the service.": (
        "تسري هذه الشروط على كل من يستخدم الخدمة."
    ),
    "Fees": "الرسوم",
    "The fee is 5 euros a month. See [our prices](https://example.com/prices).": (
        "الرسم 5 يورو شهريًا. انظر [أسعارنا](https://example.com/prices)."
    ),
    "The fee is 7 euros a month. See [our prices](https://example.com/prices).": (
        "الرسم 7 يورو شهريًا. انظر [أسعارنا](https://example.com/prices)."
    ),
    "Plan": "الخطة",
    "Fee": "الرسم",
    "Basic": "أساسية",
    "Large": "كبيرة",
    "5 euros": "5 يورو",
    "7 euros": "7 يورو",
    "20 euros": "20 يورو",
    "You pay on the first day of the month.": "تدفع في اليوم الأول من الشهر.",
    "You get a receipt by e-mail.": "تتلقى إيصالًا بالبريد الإلكتروني.",
    "You get a receipt by post.": "تتلقى إيصالًا بالبريد.",
    "Data": "البيانات",
    "We keep your data for 90 days. Run `export --all` to take it with you.": (
        "نحتفظ ببياناتك لمدة 90 يومًا. نفّذ `export --all` لأخذها معك."
    ),
    "We keep your data for 60 days. Run `export --all` to take it with you.": (
        "نحتفظ ببياناتك لمدة 60 يومًا. نفّذ `export --all` لأخذها معك."
    ),
    "We keep your data for 30 days. Run `export --all` to take it with you.": (
        "نحتفظ ببياناتك لمدة 30 يومًا. نفّذ `export --all` لأخذها معك."
    ),
    "Nobody else gets your data.": "لا يحصل أحد غيرنا على بياناتك.",
    "Law": "القانون",
    "The law of Ireland applies.": "يسري قانون أيرلندا.",
    "We keep data for a shorter time.": "نحتفظ بالبيانات مدة أقصر.",
    "Data are deleted sooner.": "تُحذف البيانات في وقت أقرب.",
    "A misspelt word.": "كلمة بها خطأ إملائي.",
}
CATALOG = "locales/ar/LC_MESSAGES/terms.po"
TERMS = "content/terms.md"


def catalog(words: dict[str, str]) -> str:
    head = '"Language: ar\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    entries = (f'msgid "{source}"\nmsgstr "{said}"\n' for source, said in words.items())
    return "\n".join([f'msgid ""\nmsgstr ""\n{head}', *entries])


def make(folder: Path) -> Repository:
    """The repository: three versions, a corrected slip, and a corrected translation."""
    made = Repository.create(folder)
    first = HEAD.format("1.0", "2025-02-01", "initial", "")
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n", TERMS: first + ONE}
    slip = {"The law of Ireland applies.": "يسري قانون إيرلندا."}
    made.commit("2025-01-15", {**files, CATALOG: catalog(WORDS | slip)})
    told = "summary: We keep data for a shorter time.\n" + HIGHLIGHT
    second = HEAD.format("2.0", "2026-03-01", "material", told)
    made.commit("2026-01-15", {TERMS: second + TWO.replace("gets your", "gest your")})
    entry = "corrections:\n  - date: 2026-02-10\n    text: A misspelt word.\n"
    second = HEAD.format("2.0", "2026-03-01", "material", told + entry)
    made.commit("2026-02-10", {TERMS: second + TWO})
    made.commit("2026-02-20", {CATALOG: catalog(WORDS)})
    told = "summary: Whoever wants may leave sooner.\n" + HIGHLIGHT
    made.commit("2026-05-15", {TERMS: HEAD.format("3.0", "2026-07-01", "material", told) + THREE})
    return made


def build(repository: Repository) -> Path:
    """The folder of the site."""
    done = run(repository, "build", "--as-of", AS_OF)
    assert done.code == 0, done.errors
    return repository.root / "site"
