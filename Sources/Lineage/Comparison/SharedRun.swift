/// Words that two texts share one after the other.
struct SharedRun {
  /// The first of them in the text that took, and in the one that it was taken from.
  var start: Int
  var otherStart: Int
  var count: Int

  var end: Int { start + count }
  var otherEnd: Int { otherStart + count }
}
