"""What a student receives: checks, plots, live widgets and small data sets.

Importing this package costs NumPy at most; Matplotlib and ipywidgets are imported when a picture is asked for.
"""
