// Tests of Scrapes.
