"""What the ids in notebooks and messages stand for: `lectures.index()` lists them all."""

import html
import pkgutil
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

CITATION = re.compile(r"\(lectures ([A-Z]+\d+(?: [A-Z]+\d+)*)\)")
ABOUT = "Each id is a concept of the lectures; behind it stands the deck, and the section of the deck, that has it."


@dataclass(frozen=True, slots=True)
class Concept:
    """What an id is about, and where: the name of a deck, a colon, a section of it."""

    title: str
    section: str


@cache
def concepts() -> Mapping[str, Concept]:
    """Every concept by its id, in the order of the lectures."""
    table = tomllib.loads((pkgutil.get_data("course.data", "concepts.toml") or b"").decode())
    return {name: Concept(entry["title"], entry["section"]) for name, entry in table.items()}


def with_titles(text: str) -> str:
    """The same text, with its title behind each id that it cites.

    >>> with_titles("db is wrong. (lectures B4)")
    'db is wrong. (lectures B4: Backward through a linear layer)'
    """
    return CITATION.sub(lambda found: f"(lectures {', '.join(map(_titled, found[1].split()))})", text)


def _titled(name: str) -> str:
    concept = concepts().get(name)
    return f"{name}: {concept.title}" if concept else name


class Index(dict[str, Concept]):
    """Concepts by their id; a table in a notebook."""

    def __repr__(self) -> str:
        return "\n".join(f"{name:<5}{concept.title} ({concept.section})" for name, concept in self.items())

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th>{name}</th>" + "".join(_cell(text) for text in (concept.title, concept.section)) + "</tr>"
            for name, concept in self.items()
        )
        return f"<p>{ABOUT}</p><table><tr><th>id</th><th>concept</th><th>lecture</th></tr>{rows}</table>"


def _cell(text: str) -> str:
    return f'<td style="text-align: left">{html.escape(text)}</td>'


def index(*names: str) -> Index:
    """The concepts with these ids, all when none is named, such as `index("B4", "R8")`."""
    known = concepts()
    return Index({name: known[name] for name in names or known})
