import Foundation
import Testing

/// A small state that a build with certain format versions wrote, kept in `Tests/Fixtures/states`;
/// `scripts/make-state-fixture` makes one of each set of versions.
struct StateFixture: CustomTestStringConvertible {
  /// The versions of journal, ledger and index, for example `journal-2_ledger-2_index-1`.
  let versions: String

  var testDescription: String { versions }

  private static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/states")

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
    let folder = try TemporaryFolder()
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/tar")
    tar.arguments = [
      "-xzf", Self.directory.appending(path: versions + ".tar.gz").path(), "-C", folder.root,
    ]
    try tar.run()
    tar.waitUntilExit()
    try #require(tar.terminationStatus == 0)
    return folder
  }
}
