internal import Glibc
package import Model
package import Storage

/// How far reruns have come, so that the same one, asked for again, goes on there.
///
/// Kept in the file `rerun` of the state, a line each; disposable: without it a rerun begins anew and finds
/// nothing to change in what it has done. It is written when what it stands for is durable.
package struct RerunCursor: Sendable, Equatable {
  /// What is asked for, of which state and of which build of the program; without blanks.
  package var key: String
  /// The number of the last article that was read.
  package var through: DecisionNumber
  /// The number of the last article that is to be read.
  package var end: DecisionNumber
  package var readCount = 0
  package var changedCount = 0
  package var leftCount = 0

  package init(key: String, end: DecisionNumber) {
    assert(!key.isEmpty && !key.contains(" ") && !key.contains("\n"))
    self.key = key
    self.end = end
    through = DecisionNumber(0)
  }

  /// True when nothing is left to be read.
  package var isAtEnd: Bool { through >= end }

  private static let head = "winnow rerun 1"
  /// Interrupted reruns that are remembered.
  private static let limit = 8

  /// The cursor of that key; nil where none is, or what is there cannot be read.
  package static func find(
    _ key: String, of paths: StatePaths, on files: any FileSystem
  ) -> RerunCursor? {
    all(paths, files).first { $0.key == key }
  }

  /// Notes it, durably.
  package func write(to paths: StatePaths, on files: any FileSystem) throws {
    try Self.write(
      [self] + Self.all(paths, files).filter { $0.key != key }.prefix(Self.limit - 1), paths, files)
  }

  /// Forgets it: its rerun is done.
  package func remove(from paths: StatePaths, on files: any FileSystem) throws {
    let others = Self.all(paths, files).filter { $0.key != key }
    if !others.isEmpty {
      try Self.write(others, paths, files)
    } else if try files.exists(paths.rerun) {
      try files.remove(paths.rerun)
    }
  }

  /// Tells this build of the program from others: size and time of its file. Empty where the system does
  /// not say.
  package static var program: String {
    var status = stat()
    guard unsafe stat("/proc/self/exe", &status) == 0 else { return "" }
    return "\(status.st_size).\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }

  private static func write(
    _ cursors: [RerunCursor], _ paths: StatePaths, _ files: any FileSystem
  ) throws {
    let lines = [head] + cursors.map(\.line)
    try files.replaceFile(paths.rerun, with: Array((lines.joined(separator: "\n") + "\n").utf8))
    POSIXFileSystem().giveToFolderOwner([paths.rerun])
  }

  private static func all(_ paths: StatePaths, _ files: any FileSystem) -> [RerunCursor] {
    guard let bytes = try? files.readFile(paths.rerun, limit: 1 << 16) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard lines.first.map(String.init) == head else { return [] }
    return lines.dropFirst().compactMap { RerunCursor(line: $0) }
  }

  private var line: String {
    "\(key) \(through.rawValue) \(end.rawValue) \(readCount) \(changedCount) \(leftCount)"
  }

  private init?(line: Substring) {
    let parts = line.split(separator: " ")
    guard parts.count == 6, let through = UInt64(parts[1]), let end = UInt64(parts[2]),
      let read = Int(parts[3]), let changed = Int(parts[4]), let left = Int(parts[5]), read >= 0,
      changed >= 0, left >= 0
    else { return nil }
    self.init(key: String(parts[0]), end: DecisionNumber(end))
    self.through = DecisionNumber(through)
    (readCount, changedCount, leftCount) = (read, changed, left)
  }
}
