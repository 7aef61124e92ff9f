// sigset_t and its functions are POSIX, which plain C23 leaves out.
#define _GNU_SOURCE
#include "EarlySignals.h"

#include <signal.h>
#include <stddef.h>

/// Blocks the signals that the daemon answers, and ignores the one that a lost reader raises.
///
/// Shared libraries take milliseconds to initialise themselves, and until a signal is held its default
/// is to end the process. So this runs from the program's .preinit_array: after the dynamic loader has
/// done its work, before the first constructor of any library. Threads inherit what is blocked here.
static void hold_signals(void) {
  sigset_t held;
  sigemptyset(&held);
  sigaddset(&held, SIGHUP);
  sigaddset(&held, SIGINT);
  sigaddset(&held, SIGTERM);
  sigprocmask(SIG_BLOCK, &held, NULL);
  signal(SIGPIPE, SIG_IGN);
}

__attribute__((section(".preinit_array"), used)) static void (*const hold_first)(void) =
    hold_signals;

void winnow_signals_are_held(void) {}
