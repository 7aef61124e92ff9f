import Foundation

/// A folder that is removed with the value.
final class TemporaryFolder: Sendable {
  let root: String

  init() throws {
    let parent = NSTemporaryDirectory()
    root =
      (parent.hasSuffix("/") ? parent : parent + "/") + "winnow-command-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func path(_ name: String) -> String { root + "/" + name }
  func url(_ name: String) -> URL { URL(filePath: path(name)) }

  /// Writes a file below the folder, and returns its path.
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let url = url(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return path(name)
  }

  /// Makes the inbox of the state below the folder, as the daemon's first start does.
  func makeInbox() throws {
    try FileManager.default.createDirectory(
      at: url("state/spool/inbox"), withIntermediateDirectories: true)
  }

  func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }
}
