internal import ClusterLog
internal import Configuration
internal import Daemon
internal import Dispatch
internal import NearDuplicates
internal import PostgresLog
internal import State
internal import Synchronization

/// What `winnowd --check` tries of a cluster's database.
struct DatabaseTests {
  /// Clocks that differ by more make articles of one moment look apart, in milliseconds.
  private static let clockLimit: Int64 = 5_000

  private let settings: ClusterSettings

  init(_ settings: ClusterSettings) { self.settings = settings }

  /// What is wrong, in a sentence.
  private struct Fault: Error, CustomStringConvertible {
    var description: String
  }

  var all: [DeploymentTest] {
    let found = Result { try inspect() }
    func test(
      _ what: String, _ remedy: String, _ body: @escaping (LogInspection) throws -> Void
    ) -> DeploymentTest {
      DeploymentTest(what: "cluster: " + what, remedy: remedy) { try body(try found.get()) }
    }
    let name = settings.node
    let role = settings.roles.contains(.archive) ? "winnow_archive" : "winnow_node"
    let connection = DeploymentTest(
      what: "cluster: database",
      remedy:
        "Look at cluster.database: psql with the same string must come in, as the daemon's user.",
      passes: { if case .unreachable = $0 as? LogError { true } else { false } }
    ) { _ = try found.get() }
    if case .failure = found { return [connection] }
    return [
      connection,
      test("PostgreSQL's version", "Take PostgreSQL 15 or later.") { found in
        guard found.serverVersion >= LogInspection.oldestServer else {
          throw Fault(description: "it is \(found.serverVersion / 10_000)")
        }
      },
      test(
        "role",
        "As a superuser: CREATE ROLE \"\(name)\" LOGIN IN ROLE \(role), and user=\(name) in cluster.database."
      ) { found in
        guard found.user == name else {
          throw Fault(description: "the connection is of \(found.user), the node is \(name)")
        }
        guard found.mayOffer, found.mayDecide || !settings.roles.contains(.archive) else {
          throw Fault(description: "\(name) is no member of \(role)")
        }
      },
      test(
        "log", "Make it as the database's owner: winnow cluster sql | psql …, of this version."
      ) { found in
        guard found.hasLog else { throw Fault(description: "the database has no tables of it") }
        let signature = Int16(Signature.formatVersion)
        let readable = LogFormat.oldest...LogFormat.newest
        guard let formats = found.formats,
          !readable.contains(formats.log) || formats.signature != signature
        else { return }
        throw Fault(
          description: "it is of format \(formats.log), signatures of format \(formats.signature);"
            + " this program reads \(LogFormat.oldest) to \(LogFormat.newest) and \(signature)")
      },
      test("durability", "Set fsync and full_page_writes to on in postgresql.conf.") { found in
        guard found.isDurable else {
          throw Fault(description: "PostgreSQL acknowledges what a power failure takes away")
        }
      },
      test("clocks", "Have both machines take their time from a server (systemd-timesyncd).") {
        found in
        let difference = abs(found.clock - SystemClock().wall())
        guard difference <= Self.clockLimit else {
          throw Fault(description: "they differ by \(difference / 1_000) s")
        }
      },
    ]
  }

  /// Asks the database, while this thread waits.
  private func inspect() throws -> LogInspection {
    let answer = Mutex<Result<LogInspection, any Error>?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    let database = settings.database
    Task.detached {
      let result: Result<LogInspection, any Error>
      do {
        result = .success(try await PostgresLog(database).inspection())
      } catch {
        result = .failure(error)
      }
      answer.withLock { $0 = result }
      isDone.signal()
    }
    isDone.wait()
    guard let result = answer.withLock({ $0 }) else { throw Fault(description: "no answer") }
    return try result.get()
  }
}
