import ControlAPI
import FoundationEssentials
import Glibc
import Presentation

/// `winnow export --after N --follow` and `winnow search QUERY --follow`: prints what the daemon has behind a
/// number, waits for more, and goes on behind the last line when the daemon was restarted.
struct FeedFollower {
  /// How long one question waits at the daemon, in seconds.
  private static let wait = 25
  /// How long to wait before the daemon is asked again when it gave no answer, in microseconds.
  private static let pause: UInt32 = 250_000

  private let client: ControlClient
  /// What is asked for, for example `/articles`.
  private let resource: String
  private let socketPath: String
  /// The query's other parameters, encoded.
  private let query: String
  private var after: UInt64?

  /// `after`: Nil for what comes from now on, where the resource allows that.
  init(
    _ resource: String, socketPath: String, parameters: [(name: String, value: String)],
    after: UInt64?
  ) {
    self.resource = resource
    self.socketPath = socketPath
    client = ControlClient(socketPath: socketPath, timeLimit: .seconds(Self.wait + 15))
    query = parameters.filter { $0.name != "after" }
      .map { "&\($0.name)=\(Self.encoded($0.value))" }.joined()
    self.after = after
  }

  /// Goes on until the process is told to end, or its reader goes.
  ///
  /// `shown`: Makes of the lines of an answer, and the number behind which it goes on, what is printed.
  mutating func run(_ shown: ([UInt8], UInt64) -> [UInt8] = { lines, _ in lines }) throws {
    let output = FollowedOutput()
    var isSaid = false
    while true {
      do throws(ControlError) {
        let behind = after.map { "&after=\($0)" } ?? ""
        let answer = try client.getPage("\(resource)?wait=\(Self.wait)\(behind)\(query)")
        guard let through = answer.fields["winnow-through"].flatMap({ UInt64($0) }),
          through >= after ?? 0
        else { throw .malformed }
        output.write(shown(answer.body, through))
        after = through
        isSaid = false
      } catch {
        try check(error)
        if !isSaid {
          Output.printError(
            "the daemon at \(TerminalText.safe(socketPath)) gives no answer; asking again until it does"
          )
          isSaid = true
        }
        usleep(Self.pause)
      }
    }
  }

  /// What the daemon says of a request that it refuses (RFC 9457).
  private struct Problem: Decodable {
    var detail: String
  }

  /// Throws for what will not pass by itself.
  private func check(_ error: ControlError) throws {
    switch error {
    case .notAllowed:
      throw CommandFailure(
        .cannotTell,
        "this user may not ask the daemon at \(TerminalText.safe(socketPath)): join the group winnow, or use"
          + " sudo")
    case .refused(let status, let message) where status == 400 || status == 404 || status == 409:
      let said = try? JSONDecoder().decode(Problem.self, from: Data(message.utf8)).detail
      throw CommandFailure(
        status == 409 ? .attention : .cannotTell, TerminalText.safe(said ?? message))
    case .notRunning, .timedOut, .malformed, .refused: break
    }
  }

  /// A value as it stands in a query: everything but letters and digits is escaped.
  static func encoded(_ value: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
