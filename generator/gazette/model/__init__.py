"""The nouns of Gazette, as values. Read these first, then `archive`.

Everything here is frozen: a version, once published, does not change, and neither does the
object that stands for it. Times are aware datetimes in the site's time zone, dates are
dates, and "today" is always an argument.
"""

from gazette.model.differences import (
    Amendment,
    Pair,
    PairKind,
    Redline,
    SectionSummary,
    Signal,
    SignalKind,
    Span,
    SpanKind,
)
from gazette.model.documents import (
    NOTE_PREFIX,
    NOTES,
    UNTRANSLATED,
    Block,
    BlockKind,
    Container,
    Definitions,
    Document,
    Translation,
    note_of,
)
from gazette.model.findings import (
    Finding,
    Place,
    Severity,
)
from gazette.model.front import (
    Change,
    Correction,
    FrontMatter,
    Highlight,
)
from gazette.model.inline import (
    FILES,
    NOTE,
    PICTURE,
    STRUCK,
    Inline,
    Mark,
    Run,
    Slot,
    SlotKind,
)
from gazette.model.lineage import (
    Clause,
    ClauseChange,
    ClauseEvent,
    Lineage,
    Step,
)
from gazette.model.notices import (
    Notice,
)
from gazette.model.settings import (
    Dialect,
    Discovery,
    Mail,
    OwnDate,
    PolicySource,
    Settings,
    TranslationRule,
)
from gazette.model.versions import (
    ENDS,
    NEWS,
    Asset,
    Event,
    EventKind,
    Revision,
    SourceFile,
    Stage,
    Status,
    Version,
)

__all__ = [
    "ENDS",
    "FILES",
    "NEWS",
    "NOTE",
    "NOTES",
    "NOTE_PREFIX",
    "PICTURE",
    "STRUCK",
    "UNTRANSLATED",
    "Amendment",
    "Asset",
    "Block",
    "BlockKind",
    "Change",
    "Clause",
    "ClauseChange",
    "ClauseEvent",
    "Container",
    "Correction",
    "Definitions",
    "Dialect",
    "Discovery",
    "Document",
    "Event",
    "EventKind",
    "Finding",
    "FrontMatter",
    "Highlight",
    "Inline",
    "Lineage",
    "Mail",
    "Mark",
    "Notice",
    "OwnDate",
    "Pair",
    "PairKind",
    "Place",
    "PolicySource",
    "Redline",
    "Revision",
    "Run",
    "SectionSummary",
    "Settings",
    "Severity",
    "Signal",
    "SignalKind",
    "Slot",
    "SlotKind",
    "SourceFile",
    "Span",
    "SpanKind",
    "Stage",
    "Status",
    "Step",
    "Translation",
    "TranslationRule",
    "Version",
    "note_of",
]
