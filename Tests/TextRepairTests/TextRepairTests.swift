// Tests of TextRepair.
