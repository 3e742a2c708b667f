"""The handbook and checker of an operations regulation: one command, ``handbook``."""

__version__ = "0.1.0"
