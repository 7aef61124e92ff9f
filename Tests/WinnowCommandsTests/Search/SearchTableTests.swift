import ControlAPI
import Configuration
import Foundation
import Logging
import Monitoring
import Pipeline
import Sockets
import State
import Storage
import Testing
import WebServer
import WinnowCommands

@testable import Daemon

/// The query language, on the command line and on the control socket alike.
@Suite("searches") struct SearchTableTests {
  private static let all =
    SearchCase.words + SearchCase.fields + SearchCase.dates + SearchCase.scripts
    + SearchCase.mistakes

  @Test("the table is as long as was promised, and names no query twice")
  func table() {
    #expect(Self.all.count >= 60)
    #expect(Set(Self.all.map(\.query)).count == Self.all.count)
  }

  @Test("a query finds what is right, or names its mistake, on the command line", arguments: all)
  func commandLine(_ row: SearchCase) async throws {
    let state = try await SearchTableState.shared()
    let run = try await winnow(
      "search", "--json", "--all-copies", "--limit", "50", "--state", state.path, "--", row.query)
    switch row.expected {
    case .found(let understood, let names):
      let hits = try run.objects()
      #expect(
        hits.compactMap { $0["id"] as? String }.sorted() == names.map { $0.uppercased() }.sorted())
      #expect(hits.allSatisfy { $0["query"] as? String == understood })
      #expect(run.status == (names.isEmpty ? .attention : .success), "\(run.error)")
      let text = try await winnow(
        "search", "--all-copies", "--limit", "50", "--state", state.path, "--", row.query)
      let end = names.isEmpty ? "nothing found for \(understood)\n" : " for \(understood), "
      #expect((text.output + text.error).contains(end), "\(text.output)\(text.error)")
    case .mistake(let piece, let message):
      #expect(run.status == .usage && run.output.isEmpty)
      #expect(run.error.contains(message), "\(run.error)")
      let lines = run.error.split(separator: "\n")
      let carets = try #require(lines.first { $0.contains("^") })
      let marked = carets.filter { $0 == "^" }.count
      #expect(marked == piece.unicodeScalars.count, "\(run.error)")
    }
  }

  @Test("a query finds what is right, or names its mistake, on the control socket", arguments: all)
  func socket(_ row: SearchCase) async throws {
    let client = try await SearchSocket.shared().client
    let target = "/search?all-copies&limit=50&q=" + SearchSocket.escaped(row.query)
    switch row.expected {
    case .found(let understood, let names):
      let answer = try object(client.get(target))
      let hits = try #require(answer["hits"] as? [[String: Any]])
      #expect(
        hits.compactMap { $0["id"] as? String }.sorted() == names.map { $0.uppercased() }.sorted())
      #expect(answer["query"] as? String == understood)
      #expect(answer["partial"] as? Bool == false)
    case .mistake(let piece, let message):
      guard
        case .refused(400, let body) = #expect(
          throws: ControlError.self,
          performing: {
            try client.get(target)
          })
      else { return }
      let answer = try object(Array(body.utf8))
      let said = (answer["detail"] as? String ?? "") + (answer["hint"] as? String ?? "")
      #expect(said.contains(message))
      let (start, length) = (answer["position"] as? Int ?? -1, answer["length"] as? Int ?? 0)
      let scalars = Array((answer["query"] as? String ?? "").unicodeScalars)
      try #require(start >= 0 && start + length <= scalars.count)
      var marked = ""
      marked.unicodeScalars.append(contentsOf: scalars[start..<start + length])
      #expect(marked == piece)
    }
  }

  @Test("the normal form of a query reads back as itself", arguments: all)
  func normalForm(_ row: SearchCase) async throws {
    guard case .found(let understood, let names) = row.expected else { return }
    let state = try await SearchTableState.shared()
    let run = try await winnow(
      "search", "--json", "--all-copies", "--limit", "50", "--state", state.path, "--", understood)
    let hits = try run.objects()
    #expect(
      hits.compactMap { $0["id"] as? String }.sorted() == names.map { $0.uppercased() }.sorted())
    #expect(hits.allSatisfy { $0["query"] as? String == understood })
  }

  private func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }
}

/// The control socket of a daemon that serves the table's state.
final class SearchSocket: Sendable {
  let client: ControlClient
  private let server: HTTPServer
  private let folder: TemporaryFolder

  private static let made = Task { try await SearchSocket() }

  static func shared() async throws -> SearchSocket { try await made.value }

  private init() async throws {
    let table = try await SearchTableState.shared()
    folder = try TemporaryFolder()
    let path = folder.path("socket")
    let clock = SystemClock()
    let board = StatusBoard(
      deployment: try Deployment(state: table.path, config: nil, environment: [:]),
      meter: StageMeter { clock.monotonic() }, clock: clock)
    board.opened(table.state)
    let handler = ControlHandler(
      board: board, paths: table.state.paths, logger: Logger(label: "test"),
      takedowns: TakedownDesk(logger: Logger(label: "test"), clock: clock),
      reruns: RerunDesk(logger: Logger(label: "test")))
    server = try HTTPServer(ListeningSocket(path: path)) { handler.answer($0) }
    client = ControlClient(socketPath: path, timeLimit: .seconds(30))
  }

  deinit { server.stop() }

  /// A value in a query string.
  static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        byte < 0x80
        && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber)
      let hex = String(byte, radix: 16)
      return isPlain
        ? String(Unicode.Scalar(byte)) : "%" + (hex.utf8.count == 1 ? "0" : "") + hex
    }.joined()
  }
}
