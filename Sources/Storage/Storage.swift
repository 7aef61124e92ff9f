// Storage: to be filled.
