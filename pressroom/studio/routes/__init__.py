"""The addresses of the studio; each module has its own in `ROUTES`, and is found by its place here."""
