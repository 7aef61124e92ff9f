// Ingest: to be filled.
