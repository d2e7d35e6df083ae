"""The words of a Markdown source that readers are to see, each with its line.

This is a second opinion about what a text says. It shares nothing with the two readers but where
front matter ends, so what one of them loses is not lost here too. It finds no blocks and no
structure: it goes through the lines, leaves out what Markdown never shows (front matter, where
links lead, tags, comments, ids), and keeps all else.

Where Markdown can be read in two ways (what is indented may be code or belong to a list), words
are "sure" if they are seen in both, and not sure if they are seen in one. Losing a sure word is a
fault whatever the reader; nothing is said of the others.
"""

from gazette.document.words.comparing import Loss, losses
from gazette.document.words.gathering import Passage
from gazette.document.words.lines import passages

__all__ = ["Loss", "Passage", "losses", "passages"]
