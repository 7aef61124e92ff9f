import SQLiteSupport
import Sockets
import State
import Storage
import SystemPackage
import Testing
import WebServer

@testable import Daemon

/// The exit codes of winnowd that systemd and people go by; 0, 2 and 78 are tried from outside
/// (Tests/EndToEnd/cases/exits.py).
@Suite struct DaemonFailureTests {
  private struct Unknown: Error {}

  @Test("each cause of an end has its documented code")
  func codes() {
    #expect(DaemonFailure(PipelineFailure(.damaged, "made up")).exitCode == 65)
    #expect(DaemonFailure(Unknown()).exitCode == 70)
    let damaged = DaemonFailure(
      SQLiteFileError(.damaged(detail: "made up"), path: "/state/ledger.sqlite", kind: "ledger"))
    #expect(damaged.exitCode == 65)
    #expect(damaged.description.contains("winnow rebuild"))
    #expect(DaemonFailure(PipelineFailure(.disk, "made up")).exitCode == 74)
    #expect(DaemonFailure(PipelineFailure(.held, "made up")).exitCode == 75)
    #expect(DaemonFailure(SocketError.inUse("/run/winnow/winnow.sock")).exitCode == 75)
  }
}
