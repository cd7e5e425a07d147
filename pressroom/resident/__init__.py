"""A process that has the program imported and the project read, and runs each command in a fork of itself.

`client` is asked by every command before anything is imported; `server` answers it. Without the process, or when it
refuses, the command runs as if there were none. It needs what only Linux has: credentials of the other end of a
socket, and children that the system ends with their parent.
"""
