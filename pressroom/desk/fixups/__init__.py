"""Fix-ups, a module for each kind of fault: what is registered here is found by `fixing`."""
