import Foundation
import Sockets
import Testing
import WebServer

@testable import WinnowCommands

/// A state and a socket that are both named belong together, or the command says that they do not.
@Suite struct SocketCheckTests {
  /// A server that says which state it holds, as winnowd does.
  private static func daemon(holding state: String, at socket: String) async throws -> HTTPServer {
    let sample = try await SampleState.shared()
    let status = try await winnow("status", "--json", "--state", sample.path).output
    let json = Array(
      status.replacing("No daemon runs on this state.", with: "Made up.")
        .replacing("\"state\":\"\(sample.path)\"", with: "\"state\":\"\(state)\"").utf8)
    return try HTTPServer(ListeningSocket(path: socket), limits: HTTPServerLimits()) { request in
      request.path == "/status" ? .json(json) : .error(404, "made up")
    }
  }

  private func run(_ words: [String], socket: String) async throws -> CommandRun {
    try await CommandRun.of(words, environment: ["WINNOW_CONTROL_SOCKET": socket])
  }

  @Test("a daemon that holds another state ends every command with 4, and both are named")
  func other() async throws {
    let state = try await SampleState.shared()
    let folder = try TemporaryFolder()
    let socket = folder.path("a.sock")
    let server = try await Self.daemon(holding: folder.root, at: socket)
    defer { server.stop() }
    for words in [
      ["status"], ["jobs"], ["search", "ferry"], ["export"], ["audit"], ["retry", "X"],
    ] {
      let run = try await run(words + ["--state", state.path], socket: socket)
      #expect(run.status == .cannotTell, "\(words)")
      #expect(run.error.contains(folder.root) && run.error.contains(state.path), "\(run.error)")
      #expect(run.output.isEmpty)
    }
  }

  @Test("the daemon that holds the state is asked, also where the state is named by a link")
  func same() async throws {
    let state = try await SampleState.shared()
    let folder = try TemporaryFolder()
    let socket = folder.path("b.sock")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: state.path)
    let server = try await Self.daemon(holding: state.path, at: socket)
    defer { server.stop() }
    let run = try await run(["status", "--state", folder.path("link")], socket: socket)
    #expect(run.lines[0].hasPrefix("STOPPED  Made up."))
  }

  @Test("where no daemon listens there, the state is read from its files")
  func absent() async throws {
    let state = try await SampleState.shared()
    let run = try await run(["jobs", "--state", state.path], socket: "/nowhere/winnow.sock")
    #expect(run.status == .success)
  }

  @Test("a daemon that does not answer as one ends the command with 4")
  func unusable() async throws {
    let state = try await SampleState.shared()
    let folder = try TemporaryFolder()
    let socket = folder.path("c.sock")
    let server = try HTTPServer(ListeningSocket(path: socket), limits: HTTPServerLimits()) { _ in
      .error(404, "no such thing")
    }
    defer { server.stop() }
    let run = try await run(["jobs", "--state", state.path], socket: socket)
    #expect(run.status == .cannotTell)
    #expect(run.error.contains("does not say which state it holds"))
  }
}
