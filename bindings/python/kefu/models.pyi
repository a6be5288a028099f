from ._kefu import Model

__all__ = ["zh", "en"]

def zh() -> Model:
    """Reads Chinese: polarity, causes, what is to be done."""

def en() -> Model:
    """Reads English."""
