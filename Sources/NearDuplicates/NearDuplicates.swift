// NearDuplicates: to be filled.
