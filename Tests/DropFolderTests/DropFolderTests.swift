// Tests of DropFolder.
