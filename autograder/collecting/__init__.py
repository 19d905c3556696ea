"""What a learning platform exports becomes `submitted/<student>/<assignment>/`.

An archive is read within bounds and never unpacked: a source says whose each file is, a notebook is chosen for each
student and assignment, and only that is written, where nothing is yet. Whatever has no place is said, with the reason.
"""
