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
