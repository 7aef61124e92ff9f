// Tests of OriginalStore.
