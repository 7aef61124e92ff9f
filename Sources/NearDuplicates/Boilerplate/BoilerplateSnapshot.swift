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
