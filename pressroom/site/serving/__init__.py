"""A server for the site on this machine: `answers` computes the answer to a request without I/O; `server` sends it."""
