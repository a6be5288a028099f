"""The models that come with kefu: each is read once a process, and shared by all threads.

>>> zh().describe().id, en().describe().id
('kefu.zh/1', 'kefu.en/1')
"""

from functools import cache

from ._kefu import Model

__all__ = ["zh", "en"]


def _bundled(language):
    from importlib.resources import files
    path = files(__package__).joinpath("models", f"kefu_model_{language}.bin")
    return Model.from_bytes(path.read_bytes())


@cache
def zh():
    """Reads Chinese: polarity, causes, what is to be done."""
    return _bundled("zh")


@cache
def en():
    """Reads English."""
    return _bundled("en")
