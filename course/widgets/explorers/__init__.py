"""One folder for each explorer. To add one, add a folder; nothing else has to know of it.

A folder `name` holds

- `__init__.py`: the function `name` that a notebook calls, and `CONCEPTS`, the lecture ids that it shows;
- `model.py`: arrays from parameters, without Matplotlib and ipywidgets;
- `view.py`: the model as a figure that moves (`live.explore.View`, or `live.loop.MovingView` for a loop over time);
- `demonstration.npz`, where it takes functions of a student: what stands in until they are written;
- `sample.py`: `arguments()`, a new dict of arguments with which tests and documents open it, such as the functions of
  a student who is right; and `use(returned)` where the explorer returns something to work with.

Nothing of ours imports a sample, and no student receives one.
"""
