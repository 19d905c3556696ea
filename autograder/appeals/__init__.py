"""An answer looked at again with its student: what was asked, what came, what was expected. For staff alone.

A hidden test's inputs are shown here and nowhere else: nothing of it goes to where students look.
"""
