"""Gazette publishes policies with their history: every version, every change, in time."""

__version__ = "0.1.0"
