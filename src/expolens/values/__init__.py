"""Published text to typed values or typed absences, and back to what is shown."""
