"""A look at the site on this machine: `answers` decides, without a socket, what a request gets; `server` sends it."""
