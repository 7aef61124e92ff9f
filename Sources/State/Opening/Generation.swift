package import Storage

/// Where ledger and index lie. They can be made again, and the new ones take the place of the old
/// ones by one rename.
///
/// A state begins with both in its own folder. A rebuild makes them in `generation-N`, and the file
/// `CURRENT` then names that folder. Until `CURRENT` is replaced nothing has changed; afterwards
/// the old ones are garbage, which the next process that opens the state for writing removes.
package struct Generation: Sendable, Hashable {
  /// 0 for the state's own folder.
  package let number: Int
  package let folder: FilePath
  private let state: FilePath

  private static let prefix = "generation-"
  private static let currentName = "CURRENT"

  private init(_ number: Int, in state: FilePath) {
    assert(number >= 0)
    self.number = number
    self.state = state
    folder = number == 0 ? state : state.appending(Self.prefix + String(number))
  }

  /// The ledger's database.
  package var ledger: FilePath { folder.appending("ledger.sqlite") }
  /// The folder of the full-text index.
  package var index: FilePath { folder.appending("index") }

  /// The generation in use. Changes nothing.
  ///
  /// Throws `PipelineFailure` when `CURRENT` names no generation, and `StorageError`.
  package static func current(of paths: StatePaths, on files: any FileSystem) throws -> Generation {
    let path = paths.state.appending(currentName)
    guard try files.exists(path) else {
      let first = Generation(0, in: paths.state)
      // A rebuild was in use, or was being made: only where the first one is there, it is the one.
      if try !files.exists(first.ledger), try !numbers(in: paths.state, files).isEmpty {
        throw PipelineFailure(
          .damaged,
          "\(path.printable) is gone, which names the generation of ledger and index in use."
            + " Nothing was changed. Run: winnow rebuild")
      }
      return first
    }
    let text = String(decoding: try files.readFile(path, limit: 256), as: UTF8.self)
    guard text.last == "\n", let number = number(ofFolder: String(text.dropLast())) else {
      throw PipelineFailure(
        .damaged, "\(path.printable) names no generation of ledger and index. Run: winnow rebuild")
    }
    return Generation(number, in: paths.state)
  }

  /// All that are there, finished or not; none where there is no state.
  package static func all(of paths: StatePaths, on files: any FileSystem) throws -> [Generation] {
    guard try files.exists(paths.state) else { return [] }
    return try ([0] + numbers(in: paths.state, files)).map { Generation($0, in: paths.state) }
      .filter { try files.exists($0.ledger) }
  }

  /// A generation that is not there yet, for a rebuild to make.
  package static func next(of paths: StatePaths, on files: any FileSystem) throws -> Generation {
    let current = (try? current(of: paths, on: files))?.number ?? 0
    return Generation(try numbers(in: paths.state, files).reduce(current, max) + 1, in: paths.state)
  }

  /// Puts this generation in use, durably, and removes the others.
  package func makeCurrent(on files: any FileSystem) throws {
    precondition(number > 0, "a rebuilt state has a folder of its own")
    try files.syncFolder(index)
    try files.syncFolder(folder)
    try files.syncFolder(state)
    // The one step that counts: before it the old generation is in use, after it this one.
    try files.replaceFile(
      state.appending(Self.currentName), with: Array((Self.prefix + "\(number)\n").utf8))
    try removeOthers(on: files)
  }

  /// Removes what earlier rebuilds left: generations not in use, finished or not. Only for whoever
  /// holds the state's lock.
  package func removeOthers(on files: any FileSystem) throws {
    for other in try Self.numbers(in: state, files) where other != number {
      try Generation(other, in: state).remove(files)
    }
    if number > 0 { try Generation(0, in: state).remove(files) }
  }

  /// Removes a generation that was made and is not to be used.
  package func discard(on files: any FileSystem) throws {
    precondition(number > 0, "the state's own folder stays")
    try remove(files)
  }

  private func remove(_ files: any FileSystem) throws {
    for suffix in ["", "-wal", "-shm"] {
      let path = ledger.appendingSuffix(suffix)
      if try files.exists(path) { try files.remove(path) }
    }
    if try files.exists(index) {
      for entry in try files.entries(of: index) {
        try files.remove(index.appending(name: entry.name))
      }
      try files.removeFolder(index)
    }
    if number > 0 { try files.removeFolder(folder) }
  }

  private static func numbers(in state: FilePath, _ files: any FileSystem) throws -> [Int] {
    try files.entries(of: state).compactMap { entry in
      guard entry.kind == .folder else { return nil }
      return number(ofFolder: String(decoding: entry.name, as: UTF8.self))
    }
  }

  /// Nil for every name that this program does not write.
  private static func number(ofFolder name: String) -> Int? {
    guard name.hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)), number > 0,
      name == prefix + String(number)
    else { return nil }
    return number
  }
}
