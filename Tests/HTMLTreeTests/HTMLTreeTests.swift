// Tests of HTMLTree.
