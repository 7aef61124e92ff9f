// Tests of WriteAheadLog.
