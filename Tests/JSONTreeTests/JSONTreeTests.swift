// Tests of JSONTree.
