import Configuration
import Foundation
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

  @Test("the command of a failure is about the state that the daemon was given")
  func caller() {
    let failure = DaemonFailure(
      PipelineFailure(.damaged, "Run: winnow rebuild"), caller: CallerOptions(state: "/srv/w"))
    #expect(failure.description == "Run: winnow rebuild --state /srv/w")
  }

  @Test(
    "a socket that the start could not make is a problem of --check; a group that is not there is none"
  )
  func check() throws {
    let folder = FilePath(NSTemporaryDirectory()).appending("winnow-check-\(UUID())")
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    func problems(_ variables: [String: String]) throws -> (count: Int, said: String) {
      var said = ""
      let deployment = try Deployment(
        state: folder.appending("state").string, config: nil, environment: variables)
      let count = DeploymentCheck(deployment: deployment).run { said += $0 + "\n" }
      return (count, said)
    }
    let long = folder.appending(String(repeating: "s", count: 120)).string
    let socket = try problems(["WINNOW_CONTROL_SOCKET": long])
    #expect(socket.count == 1 && socket.said.contains("107 bytes"), "\(socket.said)")
    let group = try problems(["WINNOW_CONTROL_GROUP": "no-such-group"])
    #expect(group.count == 0 && group.said.contains("no group no-such-group"), "\(group.said)")
  }
}
