"""Scores, samples and reviews of customer service (客服), exactly.

>>> import kefu
>>> rows = {"客服": ["小林", "小林", "阿杰"], "询单": [2600, 2400, 5000], "付款": [1170, 1079, 2250]}
>>> print(kefu.tally(rows, by="客服", metrics={"转化率": {"formula": "ratio(付款, 询单)",
...                                                  "unit": "ratio"}}).frame())
kefu.Frame, 2 × 1
客服  转化率
小林  44.98%
阿杰  45.00%
"""

from . import _kefu
from ._kefu import *  # noqa: F403
from . import _more, models
from ._cards import CardBook
from ._figures import frame, tally
from ._reviews import Label, Labels, classify, reviewer
from ._samples import sample
from ._warnings import DataWarning

__version__ = _kefu.version_string()

_more.attach()
