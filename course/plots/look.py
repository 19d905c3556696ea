"""How pictures fit into the page: dark in a dark theme, and told in words to those who do not see them."""

import html

SAID = "course-said"
DARK = "invert(0.93) hue-rotate(180deg)"  # paper becomes the theme's near black, and colours keep their hue

LOOK = f"""
.{SAID} {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
[data-jp-theme-light="false"] :is(.jp-OutputArea-child:has(> * .{SAID}) + .jp-OutputArea-child, .course-live) img {{
  filter: {DARK};
}}
"""


def hidden(words: str) -> str:
    """A paragraph that a screen reader reads, and nobody sees."""
    return f'<p class="{SAID}">{html.escape(words)}</p>'
