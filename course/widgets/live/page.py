"""What the page adds to a live picture that widgets cannot do: it hides the still one, and speaks.

It comes with the widgets and goes with them; in the notebook's file is the note above the still picture alone.
"""

from course.plots.look import DARK, LOOK, SAID

LIVE, NOTE, STOP, BUSY = "course-live", "course-note", "course-stop", "course-busy"
OUTPUT = ".jp-OutputArea-child"

GONE = "The kernel that drew this picture is gone. To move it, run the cell again."

STYLE = f"""{LOOK}
{OUTPUT}:has(.{LIVE}) ~ {OUTPUT}:is(:has(.{NOTE}), :has(.{NOTE}) + {OUTPUT}) {{ display: none; }}
.{LIVE} .widget-image {{ max-width: calc(100% - 4px); height: auto; }}
.{LIVE} :is(.widget-slider, .widget-label) {{ max-width: 100%; }}
.{LIVE} .{BUSY} {{
  position: absolute; z-index: 1; left: min(724px, 100% - 100px); padding: 0 6px; background: var(--jp-layout-color2);
}}
.{LIVE}.jupyter-widgets-disconnected::after {{ content: "{GONE}"; font-weight: bold; padding: 6px 2px; }}
.{LIVE}.jupyter-widgets-disconnected :is(.widget-inline-hbox, button) {{ display: none; }}
"""

# Sliders of ipywidgets have no name and say -0.9999999999999991 for -1.0, and Notebook takes their arrow keys away.
# A kernel that is busy hears no button, so the one that stops a loop presses the notebook's own as well.
SCRIPT = f"""
const start = mark => {{
  const live = mark.closest('.{LIVE}');
  if (!live) return mark.isConnected && requestAnimationFrame(() => start(mark));
  const put = (part, name, text) => part && part.getAttribute(name) !== text && part.setAttribute(name, text);
  const words = (part, kind) => part?.querySelector(kind)?.textContent ?? '';
  const tell = () => {{
    for (const handle of live.querySelectorAll('.noUi-handle')) {{
      const control = handle.closest('.widget-inline-hbox');
      put(handle, 'aria-label', words(control, '.widget-label'));
      put(handle, 'aria-valuetext', words(control, '.widget-readout'));
      put(handle, 'data-lm-suppress-shortcuts', 'true');
    }}
    for (const group of live.querySelectorAll('.widget-toggle-buttons')) {{
      put(group, 'role', 'group');
      put(group, 'aria-label', words(group, '.widget-label'));
      for (const button of group.querySelectorAll('button'))
        put(button, 'aria-pressed', String(button.classList.contains('mod-active')));
    }}
    put(live.querySelector('.{SAID}'), 'role', 'status');
    put(live.querySelector('.widget-image'), 'alt', words(live, '.{SAID}').trim());
  }};
  const seen = {{subtree: true, childList: true, characterData: true}};
  live.addEventListener('click', event => {{
    const bar = event.target.closest('.{STOP}') && live.closest('.jp-NotebookPanel');
    const button = bar?.querySelector('[data-jp-item-name=interrupt] :is(button, jp-button)');
    button?.dispatchEvent(new MouseEvent('mousedown', {{bubbles: true}}));
  }});
  new MutationObserver(tell).observe(live, {{...seen, attributeFilter: ['aria-valuetext', 'class']}});
  tell();
}};
start(this)"""

# Above the still picture. Widgets whose kernel is gone leave nothing but an error message behind.
STILL = f"""<style>
[data-jp-theme-light="false"] {OUTPUT}:has(.{NOTE}) + {OUTPUT} img {{ filter: {DARK}; }}
{OUTPUT}:has(+ {OUTPUT} .{NOTE}) .jp-OutputArea-output.jupyter-widgets:not(:has(*)) {{ display: none; }}
</style><small class="{NOTE}">The picture of the last run. Run the cell to move it.</small>"""

DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def head() -> str:
    """The HTML at the top of a live picture; the script runs when its picture of one dot has been loaded."""
    script = SCRIPT.replace('"', "&quot;")
    return f'<style>{STYLE}</style><img src="{DOT}" alt="" width="0" height="0" onload="{script}">'
