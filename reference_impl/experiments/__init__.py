"""The lectures' experiments as functions that return arrays, to plot or to test."""
