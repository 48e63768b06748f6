"""Readers of words, names, numbers, dates and discourse markers, used by all rooms above."""
