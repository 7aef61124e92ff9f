// TextRepair: to be filled.
