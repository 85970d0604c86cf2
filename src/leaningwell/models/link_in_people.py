r"""A link told in people: what a correlation r means for two groups of a hundred.

Both measures know halves only: half of the people have less support than the others, half have more symptoms. Of a
hundred people with less support, 50 + 50 r then have more symptoms, and of a hundred with more support 50 - 50 r do,
where r > 0 is the link between lacking support and having symptoms. This is the binomial effect size display of
Rosenthal and Rubin (1982). The share of the differences in one measure that goes along with the other is r².

Left out: that r says nothing of causes, how sure it is, and that real measures are finer. Where r links two normal
scales and each is cut in the middle, 50 ± 100 arcsin(r) / π is the share, which lies closer to 50.
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats
from .ranges import within


def r_to_besd(r: float | Floats) -> tuple[Floats, Floats]:
    """How many of 100 have more symptoms: of those with less support, and of those with more.

    ``r`` runs from -1 to 1, else ValueError is raised; shapes follow NumPy's rules.
    """
    within("r", r, -1, 1)
    link = np.asarray(r, float)
    return 50 + 50 * link, 50 - 50 * link


def variance_explained(r: float | Floats) -> Floats:
    """The share of the differences that goes along with the other measure, 0 to 1. Errors as in `r_to_besd`."""
    within("r", r, -1, 1)
    return np.asarray(r, float) ** 2
