"""Published text to typed values or typed absences, and back to what is shown."""

from expolens.values.fields import FIELDS
from expolens.values.read import read
from expolens.values.reading import Reading

__all__ = ["FIELDS", "Reading", "read"]
