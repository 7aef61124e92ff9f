/// All that was ever learned, so that every version can be had again. Lines are only ever added.
package struct BoilerplateLibrary: Sendable, Equatable {
  private struct Shelf: Equatable {
    /// In order of version.
    var learned: [LearnedLines] = []
    var newest = BoilerplateSnapshot()
  }

  private var shelves: [String: Shelf] = [:]

  /// Sources of which something is learned, and lines of each: what comes later is not learned.
  static let sourceLimit = 4096
  static let lineLimit = 2048

  /// A library of these; what is given twice counts once.
  package init(_ learned: [LearnedLines] = []) {
    for lines in learned { add(lines) }
  }

  /// Everything in it, source by source in the order of their names.
  package var all: [LearnedLines] {
    shelves.sorted { $0.key < $1.key }.flatMap(\.value.learned)
  }

  /// Takes in a version of a source.
  package mutating func add(_ learned: LearnedLines) {
    var shelf = shelves[learned.source] ?? Shelf()
    guard !shelf.learned.contains(where: { $0.version == learned.version }) else { return }
    shelf.learned.append(learned)
    shelf.learned.sort { $0.version < $1.version }
    shelf.newest.lines.formUnion(learned.lines)
    shelf.newest.version = max(shelf.newest.version, learned.version)
    shelves[learned.source] = shelf
    assert(shelf.newest.version == shelf.learned.last?.version)
  }

  /// The newest snapshot of a source.
  package func snapshot(of source: String?) -> BoilerplateSnapshot {
    source.flatMap { shelves[$0]?.newest } ?? BoilerplateSnapshot()
  }

  /// The snapshot of a source as it was at a version.
  package func snapshot(of source: String?, version: UInt64) -> BoilerplateSnapshot {
    guard version > 0, let source, let shelf = shelves[source] else { return BoilerplateSnapshot() }
    if version == shelf.newest.version { return shelf.newest }
    let lines = shelf.learned.lazy.filter { $0.version <= version }.flatMap(\.lines)
    return BoilerplateSnapshot(version: version, lines: Set(lines))
  }

  /// Whether more may be learned of a source.
  func hasSpace(for source: String) -> Bool {
    guard let shelf = shelves[source] else { return shelves.count < Self.sourceLimit }
    return shelf.newest.lines.count < Self.lineLimit
  }
}
