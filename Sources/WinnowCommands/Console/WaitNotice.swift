import ControlAPI
import Dispatch
import FoundationEssentials
import Synchronization

/// Says, once, what a command waits for: a full disk must not look like a command that hangs.
enum WaitNotice {
  /// What is said by a command that works on the state itself.
  static func say(_ reason: String) {
    Console.current.sayOnce(
      "waiting for \(reason); it goes on by itself once that is there. Ctrl-C ends it: what is on record is"
        + " carried out at the next start of winnowd, or of a command that writes")
  }

  /// What is said by a command that has asked the daemon, of the daemon's status; nil where it waits for
  /// nothing.
  static func sentence(of report: StatusReport) -> String? {
    report.stages.lazy.compactMap(\.waitingFor).first.map {
      "winnowd waits for \($0), and goes on by itself once that is there. Ctrl-C ends this command alone"
    }
  }

  /// Looks every few seconds what the daemon waits for while `body` waits for its answer.
  static func whileAsking<Value>(
    _ socket: String, _ body: () throws -> Value
  ) rethrows -> Value {
    let watch = Watch(socket: socket, console: .current)
    watch.lookLater()
    defer { watch.end() }
    return try body()
  }

  /// Looks on a thread of its own: who waits for the answer blocks.
  private final class Watch: Sendable {
    private static let pause = DispatchTimeInterval.seconds(3)
    private let socket: String
    private let console: Console
    private let isOver = Mutex(false)

    init(socket: String, console: Console) {
      self.socket = socket
      self.console = console
    }

    func end() { isOver.withLock { $0 = true } }

    func lookLater() {
      DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + Self.pause) {
        if self.isOver.withLock({ $0 }) { return }
        if let answer = try? ControlClient(socketPath: self.socket).get("/status"),
          let report = try? StatusReport(json: Data(answer)),
          let text = WaitNotice.sentence(of: report)
        {
          Console.$current.withValue(self.console) { self.console.sayOnce(text) }
        } else {
          self.lookLater()
        }
      }
    }
  }
}
