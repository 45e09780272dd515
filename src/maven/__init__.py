"""Maven Toolkit: a strategy emerges from a community, and the community carries it out."""

__version__ = "0.1.0"
