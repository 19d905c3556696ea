"""Whatever comes out of a box or lies in a hand-in: no exception of ours, no memory and no time over the bounds.

In CI some examples of each kind, the same ones each time; `make fuzz` draws fresh ones until it is stopped. What it
finds becomes a case of the room that was at fault.
"""
