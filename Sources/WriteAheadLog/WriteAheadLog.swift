// WriteAheadLog: to be filled.
