"""The reference pages of the documentation, made from the code that they describe.

`python tests/docs/reference.py` writes them anew; the suite fails where they are not what the code
says. A page's part between the marks is made; what stands around it is written by hand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import yaml
from mkdocs.config import config_options

from gazette.commands.cli import cli
from gazette.configuration import options
from gazette.document.front.reader import _KEYS
from gazette.model import Change
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mkdocs.config.base import Config

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "docs/reference"
SCHEMAS = HERE.parents[1] / "generator/gazette/data/schema"
MARKS = ("<!-- made by tests/docs/reference.py -->", "<!-- until here -->")
SENTENCES = yaml.safe_load((HERE / "sentences.yml").read_text("utf-8"))
# What the front matter's readers read, in a word.
_FORMS = {
    "identifier": "id",
    "text": "text",
    "label": "label",
    "labels": "label, or a list of labels",
    "day": "date: `2027-01-15`",
    "change": ", ".join(f"`{change}`" for change in Change),
    "flag": "`true` or `false`",
    "highlights": "list",
    "corrections": "list",
    "texts": "list of texts",
    "sentences": "text, or a list of texts",
}


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "\n".join(
        f"| {' | '.join(c.replace('|', chr(92) + '|') for c in line)} |" for line in lines
    )


def _sentences(part: str, names: Mapping[str, object]) -> Mapping[str, str]:
    """The sentences about the names of a part, which must be the code's."""
    found: dict[str, str] = SENTENCES[part]
    assert set(found) == set(names), f"{part}: {sorted(set(found) ^ set(names))}"
    return found


# --- Front matter -----------------------------------------------------------------------


def front() -> str:
    """Every key of the front matter."""
    said = _sentences("front", _KEYS)
    rows = ((f"`{key}`", _FORMS[read.__name__], said[key]) for key, read in _KEYS.items())
    return _table(("key", "value", "meaning"), rows)


# --- Configuration ----------------------------------------------------------------------


def configuration() -> str:
    """Every option: name, value, default, a sentence."""
    parts = (
        ("The plugin", "Under `plugins`, `gazette`.", "gazette", options.GazetteOptions),
        ("A policy", "An entry of `policies`.", "policy", options.PolicyOptions),
        (
            "A text's own date",
            "One of these, in `effective_from`.",
            "own_date",
            options.OwnDateOptions,
        ),
        ("The frame of each page", "Under `extra`, `gazette`.", "frame", options.FrameOptions),
        ("A link", "An entry of `header` or `footer`.", "link", options.LinkOptions),
        ("E-mail", "Under `extra`, `gazette`, `mail`.", "mail", options.MailOptions),
    )
    return "\n\n".join(
        f"## {title}\n\n{where}\n\n{_options(part, schema)}" for title, where, part, schema in parts
    )


def _options(part: str, schema: type[Config]) -> str:
    found = dict(schema._schema)
    said = _sentences(part, found)
    rows = ((f"`{name}`", _value(each), _default(each), said[name]) for name, each in found.items())
    return _table(("option", "value", "default", "meaning"), rows)


def _value(option: Any) -> str:
    if isinstance(option, config_options.Optional):
        return _value(option.option)
    if isinstance(option, config_options.ListOfItems):
        return f"list: {_value(option.option_type)}"
    if isinstance(option, config_options.Choice):
        return ", ".join(f"`{choice}`" for choice in option.choices)
    if isinstance(option, config_options.SubConfig):
        return "a mapping, below"
    kinds = option._type if isinstance(option._type, tuple) else (option._type,)
    words = {str: "text", int: "number", bool: "`true` or `false`", dict: "a mapping"}
    return " or ".join(words[kind] for kind in kinds)


def _default(option: Any) -> str:
    value = option.default
    if option.required and value is None and type(option) is config_options.Type:
        return "must be given"
    if value in (None, "", [], {}):
        return "none"
    return f"`{json.dumps(value)}`"


# --- Commands ---------------------------------------------------------------------------


def commands() -> str:
    """Every command with every argument and option, in click's own words."""
    return "\n\n".join(_commands(cli, click.Context(cli, info_name="gazette")))


def _commands(command: click.Command, context: click.Context) -> Iterator[str]:
    if not isinstance(command, click.Group):
        usage = command.get_usage(context).removeprefix("Usage: ")
        usage = " ".join(usage.split())
        said = (command.help or "").replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n")
        parts = (f"## {context.command_path}", f"```text\n{usage}\n```", said)
        records = (param.get_help_record(context) for param in command.params)
        rows = tuple(
            (f"`{name}`", " ".join(text.split())) for name, text in filter(None, records) if text
        )
        table = (_table(("option", "meaning"), iter(rows)),) if rows else ()
        yield "\n\n".join((*parts, *table))
        return
    for name in sorted(command.list_commands(context)):
        inner = command.get_command(context, name)
        assert inner
        yield from _commands(inner, click.Context(inner, parent=context, info_name=name))


# --- Addresses --------------------------------------------------------------------------

_L, _P, _V, _S = "LANG", "POLICY", "LABEL", "SECTION"
_HOME = addresses.address(_L, _P)
_VERSION = addresses.address(_L, _P, _V)
_PLACES: tuple[tuple[str, str], ...] = (
    ("", "Choice of language."),
    (addresses.overview(_L), "All policies. Where there are many, `?name=words` finds some."),
    (addresses.by_letter(_L, "a"), "The policies under a letter, where there are very many."),
    (addresses.archive(_L), "How versions, dates and notices work."),
    (addresses.subscribe(_L), "How readers are told of changes, and all addresses for that."),
    (_HOME, "The version in force. `?with=ko` sets Korean beside it."),
    (addresses.timeline(_L, _P), "All versions. `?section=your-rights`: what touched a section."),
    (
        addresses.under(addresses.timeline(_L, _P), "2024"),
        "The versions of that year, where there are many.",
    ),
    (
        addresses.comparison(_L, _P),
        "Any two versions: `?from=1.0&to=3.0`, or `?since=2025-03-01`; `?on=2024-05-01` names "
        "the one in force then, as it does at the policy's own address.",
    ),
    (addresses.clauses(_L, _P), "All sections that ever were."),
    (addresses.under(addresses.clauses(_L, _P), _S), "One section through time."),
    (_VERSION, "One version, for good. `#your-rights.3` is a passage of it."),
    (addresses.changes(_L, _P, _V), "What the version changed."),
    (addresses.address(_L, _P, _V, "as-published"), "Its first text, where a slip was corrected."),
    (addresses.address(_L, _P, _V, "corrections", "1"), "What each correction changed."),
    (addresses.paper(_L, _P, _V), "The version as a PDF, where the site asks for it."),
    (addresses.feed(_HOME, "xml"), "Atom. `feed.json` beside it is a JSON Feed."),
    (addresses.feed(addresses.overview(_L), "xml"), "The same of all policies."),
    (addresses.calendar(_HOME), "A calendar of the days on which versions take effect."),
    (addresses.timemap(_HOME), "What the policy's address showed when, for Memento clients."),
    ("files/DIGEST/NAME", "An image or a file that a version shows, for good."),
    (addresses.EMBEDDING, "The script for [your own pages](../guides/own-pages.md)."),
    (addresses.INDEX, "Policies, languages, links."),
    (addresses.versions(_P), "Every version, date, event and digest."),
    (addresses.notices(_P), "The announcements."),
    (addresses.text(_P, _V, _L), "The text, by section and block."),
    (addresses.steps(_P, 2024), "What a year's versions did to the clauses."),
    (addresses.schema("NAME"), "JSON Schemas of all of these: [JSON](json.md)."),
)


def places() -> str:
    """Every address of a site, as `pages/addresses` makes them."""

    def shown(address: str) -> str:
        for name in ("LANG", "POLICY", "LABEL", "SECTION", "DIGEST", "NAME"):
            address = address.replace(name, f"<{name.lower()}>")
        return f"`/{address}`"

    return _table(("address", "what stands there"), ((shown(a), said) for a, said in _PLACES))


# --- JSON -------------------------------------------------------------------------------


def data() -> str:
    """Every field of the published data, from its schemas."""
    return "\n\n".join(_schema(file) for file in sorted(SCHEMAS.glob("*.json")))


def _schema(file: Path) -> str:
    schema = json.loads(file.read_text("utf-8"))
    parts = [
        f"## {file.name}",
        schema["description"],
        _table(("field", "value", "meaning"), _fields(schema)),
    ]
    for name, inner in schema.get("$defs", {}).items():
        parts += [f"### {file.name}: {name}", inner.get("description", "")]
        parts.append(_table(("field", "value", "meaning"), _fields(inner)))
    return "\n\n".join(part for part in parts if part)


def _fields(schema: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, ...]]:
    for name, inner in schema.get("properties", {}).items():
        path = f"{above}{name}"
        needed = "" if name in schema.get("required", ()) else " (may be absent)"
        yield f"`{path}`", _kind(inner) + needed, inner.get("description", "")
        yield from _inside(inner, path)


def _inside(schema: Mapping[str, Any], path: str) -> Iterator[tuple[str, ...]]:
    if items := schema.get("items"):
        yield from _fields(items, f"{path}[].")
    if isinstance(more := schema.get("additionalProperties"), dict):
        yield from _fields(more, f"{path}.*.")
    yield from _fields(schema, f"{path}.")


def _kind(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "$ref" in schema:
        return f"a {schema['$ref'].rpartition('/')[2]}, below"
    kind = schema.get("type", "")
    if isinstance(kind, list):
        return " or ".join(kind)
    if kind == "array":
        return f"list of {_kind(schema['items'])}" if "items" in schema else "list"
    return schema.get("format", kind) or "any"


MADE: Mapping[str, Callable[[], str]] = {
    "front-matter.md": front,
    "configuration.md": configuration,
    "commands.md": commands,
    "addresses.md": places,
    "json.md": data,
}


def page(name: str) -> str:
    """A page as it should be: its own words, and between the marks what the code says."""
    text = (PAGES / name).read_text("utf-8")
    before, _, rest = text.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    return f"{before}{MARKS[0]}\n\n{MADE[name]()}\n\n{MARKS[1]}{after}"


if __name__ == "__main__":
    for each in MADE:
        (PAGES / each).write_text(page(each), "utf-8")
