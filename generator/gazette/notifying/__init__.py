"""Announcing a version: letters to recipients, events to platforms, and the record of both.

`recipients` reads who is to be told, `mailing` and `pushing` tell them, `journal` remembers what
became of each, and `evidence` makes of it what can be shown afterwards.
"""
