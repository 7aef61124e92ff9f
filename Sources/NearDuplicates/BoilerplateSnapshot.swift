/// Lines that a source repeats on unrelated articles, as a value: what is learnt while deciding
/// reaches extraction in this form, and its version is recorded with the decision.
package struct BoilerplateSnapshot: Sendable, Equatable {
  /// Whose lines these are.
  package let source: String
  /// Grows by one whenever the set changes; 0 is the empty set.
  package let version: UInt64
  /// `LineHash.hash` of each line.
  package let lines: Set<UInt32>

  /// A snapshot; `version` 0 stands for a source of which nothing is known.
  package init(source: String, version: UInt64 = 0, lines: Set<UInt32> = []) {
    self.source = source
    self.version = version
    self.lines = lines
  }

  /// Whether a line of text is one that this source repeats.
  package func contains(_ line: String) -> Bool {
    LineHash.hash(line).map(lines.contains) ?? false
  }
}
