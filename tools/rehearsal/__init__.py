"""The parts of the rehearsal: a made-up cohort, its names, and the four inputs it is written to."""
