"""HTTP on this machine: one server for the members' page and the studio, and what both refuse."""
