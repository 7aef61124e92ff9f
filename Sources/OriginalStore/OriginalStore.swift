// OriginalStore: to be filled.
