"""What the explorers show, as arrays: no Matplotlib, no ipywidgets."""
