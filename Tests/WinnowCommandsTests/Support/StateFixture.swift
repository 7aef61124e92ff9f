import Foundation
import Testing

/// A small state that a build with certain format versions wrote, kept in `Tests/Fixtures/states`;
/// `scripts/make-state-fixture` makes one of each set of versions.
struct StateFixture: CustomTestStringConvertible {
  /// The versions of journal, ledger and index, for example `journal-2_ledger-2_index-1`.
  let versions: String

  var testDescription: String { versions }

  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")
  private static let directory = fixtures.appending(path: "states")

  static func all() throws -> [StateFixture] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path()).sorted().compactMap {
      $0.hasSuffix(".tar.gz") ? StateFixture(versions: String($0.dropLast(7))) : nil
    }
  }

  /// What `winnow export` of the build that wrote the state printed.
  func export() throws -> String {
    try String(contentsOf: Self.directory.appending(path: versions + ".ndjson"), encoding: .utf8)
  }

  /// Unpacks the state into a new folder; its name there is `state`.
  func unpack() throws -> TemporaryFolder {
    try Self.unpack(Self.directory.appending(path: versions + ".tar.gz"))
  }

  /// Unpacks a backup of five texts that holds each original in a file of its own, as earlier builds made
  /// them; its name in the folder is `b`.
  static func unpackBackup() throws -> TemporaryFolder {
    try unpack(fixtures.appending(path: "backups/1.tar.gz"))
  }

  private static func unpack(_ archive: URL) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/tar")
    tar.arguments = ["-xzf", archive.path(), "-C", folder.root]
    try tar.run()
    tar.waitUntilExit()
    try #require(tar.terminationStatus == 0)
    return folder
  }
}
