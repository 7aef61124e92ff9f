/// A run of text between two block boundaries.
struct PageBlock {
  /// Where its text begins and ends in `PageBlocks.text`.
  var start: Int
  var end: Int
  /// Bytes of its text inside links, and in bold or slanted type.
  var linkBytes: Int
  var boldBytes: Int
  var slantedBytes: Int
  /// The container it stands in.
  var container: Int
  /// Links in the block.
  var linkCount: Int
  /// Pictures, videos and frames since the block before.
  var mediaBefore: Int
  /// Of the class words of the inline elements that its text begins in.
  var inlineScores = TokenScores()

  /// Bytes of its text.
  var count: Int {
    assert(start <= end)
    return end - start
  }
}
