"""The models on this computer, and those that it can get.

`places` finds the folder of a model and downloads it (`hub`). `folder` reads what a folder tells;
`inspection` puts together what is known of a model. `catalogue` lists the recommended models;
`chosen` records which of them the user has chosen for a pair of languages.
"""

from .folder import OWN, commit, converted, pair, settings
from .inspection import SUMS, fingerprint, info, verify
from .places import SHIPPED, Progress, cache, cached, find, local, offline, pull, pulled, shipped

__all__ = [
    "OWN",
    "SHIPPED",
    "SUMS",
    "Progress",
    "cache",
    "cached",
    "commit",
    "converted",
    "find",
    "fingerprint",
    "info",
    "local",
    "offline",
    "pair",
    "pull",
    "pulled",
    "settings",
    "shipped",
    "verify",
]
