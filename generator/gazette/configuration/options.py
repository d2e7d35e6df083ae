"""The options as mkdocs declares them: their names are a contract (design, section 3)."""

from __future__ import annotations

from mkdocs.config import config_options as options
from mkdocs.config.base import Config

from gazette.model import Dialect, Discovery, TranslationRule
from gazette.versions.notice import PROFILES

_RULES = tuple(rule.value for rule in Discovery)
_PROFILES = tuple(PROFILES)
_TRANSLATIONS = tuple(rule.value for rule in TranslationRule)


class OwnDateOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """How a text says since when it applies: one of the three."""

    key = options.Type(str, default="")
    pattern = options.Type(str, default="")
    attribute = options.Type(str, default="")


class PolicyOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """One entry of `policies`."""

    id = options.Type(str)
    collection = options.Type(str, default="")
    path = options.Type(str)
    title = options.Type(str, default="")
    versions = options.Optional(options.Choice(_RULES))
    notice_days = options.Optional(options.Type(int))
    notice_profiles = options.Optional(options.ListOfItems(options.Choice(_PROFILES)))
    tags = options.Type(str, default="")
    settle = options.Optional(options.Type((int, str)))
    effective_from = options.SubConfig(OwnDateOptions)
    formerly = options.ListOfItems(options.Type(str), default=[])
    translations = options.Optional(options.Choice(_TRANSLATIONS))
    sections = options.ListOfItems(options.Type(str), default=[])
    markdown = options.Optional(options.Type(str))


class GazetteOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """The plugin's options."""

    below = options.Type(str, default="")
    languages = options.ListOfItems(options.Type(str), default=["en"])
    timezone = options.Type(str, default="UTC")
    notice_days = options.Type(int, default=30)
    notice_profiles = options.ListOfItems(options.Choice(_PROFILES), default=[])
    versions = options.Optional(options.Choice(_RULES))
    settle = options.Optional(options.Type((int, str)))
    effective_from = options.SubConfig(OwnDateOptions)
    languages_kept = options.ListOfItems(options.Type(str), default=[])
    strict = options.Type(bool, default=True)
    translations = options.Choice(_TRANSLATIONS, default=TranslationRule.CORRECTED.value)
    markdown = options.Type(str, default=Dialect.GITHUB.value)
    pdf = options.Type(bool, default=False)
    rules = options.Type(dict, default={})
    policies = options.ListOfItems(options.SubConfig(PolicyOptions), default=[])


class LinkOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """One link of the site's own, under `extra`, `gazette`."""

    text = options.Type(str)
    href = options.Type(str)


class SubscribeOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """Where readers sign up to be told of changes: `extra`, `gazette`, `subscribe`."""

    text = options.Type(str, default="")
    href = options.Type(str, default="")


class MailOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """Who announces changes by e-mail, and in which words: `extra`, `gazette`, `mail`."""

    sender = options.Type(str, default="")
    reply_to = options.Type(str, default="")
    greeting = options.Type(str, default="")
    choices = options.Type(str, default="")
    closing = options.Type(str, default="")


class FrameOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs
    """What stands around every page: `extra`, `gazette`."""

    header = options.ListOfItems(options.SubConfig(LinkOptions), default=[])
    footer = options.ListOfItems(options.SubConfig(LinkOptions), default=[])
    copyright = options.Type(str, default="")
    about = options.ListOfItems(options.Type(str), default=[])
    subscribe = options.SubConfig(SubscribeOptions)
    accent = options.Type(str, default="")
    mail = options.SubConfig(MailOptions)
