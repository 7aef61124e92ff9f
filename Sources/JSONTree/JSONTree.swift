// JSONTree: to be filled.
