// HTMLTree: to be filled.
