"""The words for months and for thousands, millions and more, in English and Russian.

Facts and the checks of summaries read dates and numbers each in their own way, but by these words.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

_LISTS = tomllib.loads(files(__package__).joinpath("data/units.toml").read_text(encoding="utf-8"))

# In lower case, inflected and shortened forms too.
MONTHS = {word: int(month) for month, forms in _LISTS["months"].items() for word in forms}
SCALES = {word: int(scale) for scale, forms in _LISTS["scales"].items() for word in forms}
