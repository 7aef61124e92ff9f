// WinnowDaemon: to be filled.
