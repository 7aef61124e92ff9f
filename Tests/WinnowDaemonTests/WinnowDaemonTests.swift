// Tests of WinnowDaemon.
