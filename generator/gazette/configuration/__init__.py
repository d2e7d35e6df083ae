"""mkdocs.yml -> `Settings`.

The options are declared in `options` and a file is read in `reading` (as plain values by `plain`).
`site` makes the settings: the policies are those that are `listed`, by `patterns` too, else those
that are `found`; `values` are the options of both, and `names` checks what becomes an address.
What the site says itself is in `frame`; `below` is about policies in a folder of another site.
`days` tells the day to make a site for.
"""

from gazette.configuration.below import folder_of, is_below
from gazette.configuration.days import AS_OF, day_from, instant, today
from gazette.configuration.faults import sentence
from gazette.configuration.look import picture
from gazette.configuration.options import GazetteOptions
from gazette.configuration.places import top
from gazette.configuration.reading import (
    Configuration,
    inside,
    read_configuration,
    whole_configuration,
)
from gazette.configuration.site import excluded, languages_named, settings, zone_named

__all__ = [
    "AS_OF",
    "Configuration",
    "GazetteOptions",
    "day_from",
    "excluded",
    "folder_of",
    "inside",
    "instant",
    "is_below",
    "languages_named",
    "picture",
    "read_configuration",
    "sentence",
    "settings",
    "today",
    "top",
    "whole_configuration",
    "zone_named",
]
