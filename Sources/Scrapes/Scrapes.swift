// Scrapes: to be filled.
