import Foundation
import Glibc

// @unchecked: one thing at a time is done to its postmaster.

/// A PostgreSQL server of Debian, in a folder of its own below the temporary one, on a Unix socket: no port,
/// nothing of the system's own servers is touched. Its postmaster can be killed and started again.
package final class PostgresTestServer: @unchecked Sendable {
  /// Why there is no server, or what a program of it said.
  package enum Failure: Error {
    case missing
    case failed(String)
  }

  private let folder: String
  private var postmaster: Process?

  /// Where Debian has the programs; nil where PostgreSQL is not installed.
  package static var programs: String? {
    for version in ["15", "16", "17", "14"] {
      let folder = "/usr/lib/postgresql/\(version)/bin"
      if unsafe access(folder + "/initdb", X_OK) == 0 { return folder }
    }
    return nil
  }

  private static var isRoot: Bool { geteuid() == 0 }
  /// Who runs the server: PostgreSQL refuses root.
  package static let owner = "postgres"

  /// Makes a server and starts it.
  package init() throws {
    guard let programs = Self.programs else { throw Failure.missing }
    // Short, since a socket's path has 107 bytes.
    var template = Array("/tmp/winnow-pg-XXXXXX".utf8CString)
    guard let made = unsafe mkdtemp(&template) else { throw Failure.failed("mkdtemp") }
    folder = unsafe String(cString: made)
    if Self.isRoot {
      guard let user = unsafe getpwnam(Self.owner),
        unsafe chown(folder, user.pointee.pw_uid, user.pointee.pw_gid) == 0
      else { throw Failure.failed("there is no user \(Self.owner)") }
    }
    try Self.run(
      [
        programs + "/initdb", "--pgdata", folder + "/data", "--auth", "trust", "--username",
        Self.owner, "--encoding", "UTF8", "--no-locale", "--no-sync",
      ])
    try start()
  }

  deinit {
    end(SIGQUIT)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// A connection string for a role of the server.
  package func parameters(user: String = PostgresTestServer.owner, database: String = "postgres")
    -> String
  {
    "host=\(folder) port=5432 user=\(user) dbname=\(database)"
  }

  /// Starts the server, or starts it again after it was killed, and returns when it answers.
  package func start() throws {
    guard let programs = Self.programs else { throw Failure.missing }
    // Left behind by one that was killed; the new one would take it for a server that still runs.
    unsafe unlink(folder + "/data/postmaster.pid")
    postmaster = try Self.spawn(
      [
        programs + "/postgres", "-D", folder + "/data", "-k", folder, "-h", "", "-c",
        "shared_buffers=32MB", "-c", "max_connections=40", "-c", "log_min_messages=fatal",
      ])
    for _ in 0..<600 {
      if (try? Self.run([programs + "/pg_isready", "-q", "-h", folder])) != nil { return }
      usleep(20_000)
    }
    throw Failure.failed("the server does not answer")
  }

  /// Ends the postmaster with SIGKILL, and waits until its processes have noticed.
  package func killPostmaster() {
    end(SIGKILL)
    // The others end when they notice; the memory that they share says that they are there.
    for _ in 0..<500 where Self.holdsMemory(folder) { usleep(10_000) }
  }

  private func end(_ signal: Int32) {
    guard let postmaster else { return }
    kill(postmaster.processIdentifier, signal)
    postmaster.waitUntilExit()
    self.postmaster = nil
  }

  private static func holdsMemory(_ folder: String) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.contains { name in
      guard Int(name) != nil else { return false }
      return (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd"))
        == folder + "/data"
    }
  }

  /// Runs SQL as the owner, by psql.
  @discardableResult
  package func sql(_ text: String) throws -> String {
    guard let programs = Self.programs else { throw Failure.missing }
    return try Self.run(
      [
        programs + "/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", text,
        parameters(),
      ])
  }

  /// What the files of a table hold, and those of its large values, as of the last checkpoint.
  package func bytes(ofTable name: String) throws -> [UInt8] {
    let relation = "'\(name)'::regclass"
    let files = try sql(
      "SELECT pg_relation_filepath(\(relation)) UNION ALL SELECT pg_relation_filepath(reltoastrelid)"
        + " FROM pg_class WHERE oid = \(relation) AND reltoastrelid <> 0")
    return try files.split(separator: "\n").flatMap { file in
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/data/\(file)")))
    }
  }

  private static func spawn(
    _ words: [String]
  ) throws -> Process {
    let all =
      isRoot
      ? ["/usr/bin/setpriv", "--reuid=\(owner)", "--regid=\(owner)", "--init-groups"]
        + words : words
    let process = Process()
    process.executableURL = URL(fileURLWithPath: all[0])
    process.arguments = Array(all.dropFirst())
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  @discardableResult
  private static func run(_ words: [String]) throws -> String {
    let all =
      isRoot
      ? ["/usr/bin/setpriv", "--reuid=\(owner)", "--regid=\(owner)", "--init-groups"]
        + words : words
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: all[0])
    process.arguments = Array(all.dropFirst())
    process.standardOutput = pipe
    process.standardError = pipe
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: bytes, as: UTF8.self)
    guard process.terminationStatus == 0 else { throw Failure.failed(text) }
    return text
  }
}
