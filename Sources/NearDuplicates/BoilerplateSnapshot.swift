/// Lines that a source repeats on unrelated articles, as a value: what is learned while deciding
/// reaches the preparation of later articles in this form, and its version is recorded with each decision.
package struct BoilerplateSnapshot: Sendable, Equatable {
  /// Grows by one whenever the source's set grows; 0 is the empty set.
  package var version: UInt64
  /// `LineHash.hash` of each line.
  package var lines: Set<UInt32>

  /// A snapshot; by default of a source of which nothing is known.
  package init(version: UInt64 = 0, lines: Set<UInt32> = []) {
    self.version = version
    self.lines = lines
  }

  /// Whether a line of text is one that this source repeats. Lines of fewer than four words are not:
  /// articles have them as headings.
  package func contains(_ line: String) -> Bool {
    !lines.isEmpty && LineHash.hash(line, wordFloor: 4).map(lines.contains) ?? false
  }
}

/// What was learned with one decision: lines that make a source's next version.
package struct LearnedLines: Sendable, Equatable {
  package var source: String
  package var version: UInt64
  /// `LineHash.hash` of each line.
  package var lines: [UInt32]

  /// Lines of a source's version.
  package init(source: String, version: UInt64, lines: [UInt32]) {
    self.source = source
    self.version = version
    self.lines = lines
  }
}

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

  /// Takes in a version of a source.
  package mutating func add(_ learned: LearnedLines) {
    var shelf = shelves[learned.source] ?? Shelf()
    guard !shelf.learned.contains(where: { $0.version == learned.version }) else { return }
    shelf.learned.append(learned)
    shelf.learned.sort { $0.version < $1.version }
    shelf.newest.lines.formUnion(learned.lines)
    shelf.newest.version = max(shelf.newest.version, learned.version)
    shelves[learned.source] = shelf
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
  func hasRoom(for source: String) -> Bool {
    guard let shelf = shelves[source] else { return shelves.count < Self.sourceLimit }
    return shelf.newest.lines.count < Self.lineLimit
  }
}
