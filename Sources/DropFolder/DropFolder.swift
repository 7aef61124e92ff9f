// DropFolder: to be filled.
