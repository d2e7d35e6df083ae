"""Front matter: where it begins and ends, what it says, and why it cannot be read.

`head` alone says where it is. `reader` reads it against the schema (design, section 3), `slips`
and `fences` tell in plain words what keeps it from being read, `unlabelled` why a version is gone.
"""
