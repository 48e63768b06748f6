"""The readers of words, names, numbers, dates and discourse markers. All rooms above use them."""
