internal import CSystemd

/// What winnowd tells its service manager. Every call is a no-op outside systemd.
package struct Systemd: Sendable {
  package init() {}

  /// READY=1: recovery and the first scan are done.
  package func ready(status: String) { notify("READY=1\nSTATUS=\(status)") }

  /// STATUS=: one line for `systemctl status`.
  package func status(_ text: String) { notify("STATUS=\(text)") }

  /// RELOADING=1, to be followed by `ready`.
  package func reloading(monotonicMicroseconds: UInt64) {
    notify("RELOADING=1\nMONOTONIC_USEC=\(monotonicMicroseconds)")
  }

  /// STOPPING=1: no new work is taken.
  package func stopping(status: String) { notify("STOPPING=1\nSTATUS=\(status)") }

  /// WATCHDOG=1: every stage moves, waits for something named, or is idle and empty.
  package func alive() { notify("WATCHDOG=1") }

  /// EXTEND_TIMEOUT_USEC=: a long start goes on.
  package func extendTimeout(seconds: Int) {
    notify("EXTEND_TIMEOUT_USEC=\(seconds * 1_000_000)")
  }

  /// STATUS= and ERRNO= before an exit that the operator must know about.
  package func failed(status: String, errno: Int32) {
    notify("STATUS=\(status)\nERRNO=\(errno)")
  }

  /// How often `alive` is due, in microseconds; nil when no watchdog is set.
  package var watchdogMicroseconds: UInt64? {
    var period: UInt64 = 0
    let isSet = unsafe sd_watchdog_enabled(0, &period)
    return isSet > 0 ? period : nil
  }

  private func notify(_ state: String) {
    // A control character would start another assignment; only our own newlines may.
    let lines = state.split(separator: "\n").map { line in
      String(line.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
    }
    _ = unsafe sd_notify(0, lines.joined(separator: "\n"))
  }
}
