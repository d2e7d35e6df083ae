"""Revisions -> versions, and what each version is at a date.

The algorithm, for one policy:

1. Each revision is read (`readings`): whether two say the same is decided on what readers see.
2. A rule finds versions among them (`discovery`): by every distinct text or by tag, and from the
   first revision with a label on by label (`labels`). What a later revision of a version may do
   stands in `amendments`.
3. What happened is replayed in order, announcement by announcement (`replay`), so that a status
   never depends on what was not known at the time.
4. `basis` tells against which version each is measured, `periods` what was in force when.

What is wrong is an error while a commit can still fix it, in the newest version; in those before,
where it is history, a warning. All days are local days of the site's time zone; a version takes
effect at 00:00 of its day. Source: design, section 4.
"""

from gazette.versions.basis import bases, unborn
from gazette.versions.days import begins, day_of
from gazette.versions.discovery import declares_label, split, timeline
from gazette.versions.labels import labelled
from gazette.versions.periods import periods
from gazette.versions.readings import Difference, Reader, Reading, Readings, reading, seen

__all__ = [
    "Difference",
    "Reader",
    "Reading",
    "Readings",
    "bases",
    "begins",
    "day_of",
    "declares_label",
    "labelled",
    "periods",
    "reading",
    "seen",
    "split",
    "timeline",
    "unborn",
]
