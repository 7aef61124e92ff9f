#ifndef EARLY_SIGNALS_H
#define EARLY_SIGNALS_H

/// Does nothing; a call of it keeps the file in the program whose `.preinit_array` holds SIGHUP, SIGINT
/// and SIGTERM and ignores SIGPIPE from before the first constructor of any library.
void winnow_signals_are_held(void);

#endif
