"""Scores, samples and reviews of customer service (客服), exactly."""

from ._kefu import *  # noqa: F401,F403
from . import _kefu

__version__ = _kefu.version_string()
