"""Hostile submissions: what each tries, and that it earns nothing by it and harms nobody.

An attack is the text of a solution cell. `attempt` runs a piece of it and calls what it brings home loot; an attack
with loot answers every hidden test rightly from then on, so that a breach shows as points. Where that is harmless the
suite also runs attacks without walls and sees them get through: an attack that could not bite proves nothing.
"""
