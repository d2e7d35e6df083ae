"""The elements of HTML, and which of them part words or keep them from being seen."""

from __future__ import annotations

# The elements of HTML, of today and before, as far as they may stand in a text.
ELEMENTS = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big "  # noqa: SIM905
    "blink blockquote body br button canvas caption center cite code col colgroup data datalist dd "
    "del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form "
    "frame frameset g-emoji h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input "
    "ins kbd keygen label legend li link listing main map mark marquee math menu menuitem meta "
    "meter nav nobr noembed noframes noscript object ol optgroup option output p param picture "
    "plaintext pre progress q rb rp rt rtc ruby s samp script search section select slot small "
    "source span strike strong style sub summary sup svg table tbody td template textarea tfoot th "
    "thead time title tr track tt u ul var video wbr xmp".split()
)
# Those that do not part words.
WITHIN = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q s samp "  # noqa: SIM905
    "small span strike strong sub sup time tt u var wbr".split()
)
NEVER_SHOWN = frozenset({"script", "style"})
PERHAPS_SHOWN = frozenset(
    "iframe math noembed noframes noscript object plaintext select svg template textarea title "  # noqa: SIM905
    "xmp".split()
)
