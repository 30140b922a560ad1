"""The texts on HR's desk, and what every page of the desk shares."""

from . import pages

__all__ = ["pages"]
