"""pocli: the Product Owner's backlog, in git."""

__version__ = "0.1.0"
