"""Published figures: from the numbers of a region to rows, sentences, tables, charts and files."""

from schakel.engine.figures.build import Computed, Figure, Group, build_figures, figure_rows, find_figure
from schakel.engine.figures.definitions import Definition, Vocabulary, read_definitions, read_vocabulary
from schakel.engine.figures.observations import Observation, observations
from schakel.engine.figures.published import Check, read_published, verify
from schakel.engine.figures.saying import Speaker

__all__ = [
    "Check",
    "Computed",
    "Definition",
    "Figure",
    "Group",
    "Observation",
    "Speaker",
    "Vocabulary",
    "build_figures",
    "figure_rows",
    "find_figure",
    "observations",
    "read_definitions",
    "read_published",
    "read_vocabulary",
    "verify",
]
