/// A run of words that two articles share, as word ranges in both bodies.
package struct SharedSpan: Sendable, Hashable {
  /// First shared word in the newer article's body, counted from 0.
  package var start: UInt32
  /// First shared word in the older article's body, counted from 0.
  package var otherStart: UInt32
  package var wordCount: UInt32

  package init(start: UInt32, otherStart: UInt32, wordCount: UInt32) {
    self.start = start
    self.otherStart = otherStart
    self.wordCount = wordCount
  }
}
