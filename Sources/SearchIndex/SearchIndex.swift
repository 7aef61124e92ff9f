// SearchIndex: to be filled.
