// Tests of NearDuplicates.
