/// A page's text in blocks, with the containers around them, in reading order.
struct PageBlocks {
  var text: [UInt8] = []
  var blocks: [PageBlock] = []
  var containers: [PageContainer] = []
  /// True where the page has more text than is taken of it.
  var isCut = false

  /// The text of a block.
  func bytes(_ block: PageBlock) -> ArraySlice<UInt8> {
    assert(block.start < block.end && block.end <= text.count, "a block without text")
    return text[block.start..<block.end]
  }
}
