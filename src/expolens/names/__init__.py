"""Company names as text: compare, show, split."""

from expolens.names.cell import names_in
from expolens.names.comparable import comparable_name, glued_code
from expolens.names.display import display_name
from expolens.names.legal_form import without_legal_form
from expolens.names.script import bilingual, language_of

__all__ = [
    "bilingual",
    "comparable_name",
    "display_name",
    "glued_code",
    "language_of",
    "names_in",
    "without_legal_form",
]
