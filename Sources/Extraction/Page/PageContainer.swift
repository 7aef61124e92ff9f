import HTMLTree

/// An element that parts blocks from each other, with what is known of it and its ancestors.
struct PageContainer {
  var node: NodeID
  /// Index of the container around it; the outermost is its own parent.
  var parent: Int
  var tag: TagName
  var depth: Int
  /// What it and its ancestors are.
  var traits: BlockTraits
  /// Of tag and class, to find elements built alike.
  var signature: UInt64
  /// Scores of its class and id words: the lowest below zero and the highest above it.
  var scores: TokenScores
  /// The same over its ancestors and itself.
  var chain: TokenChain
  /// Index among the children of `parent` that are containers.
  var childIndex = 0
  var childCount = 0
  /// Sums over the whole subtree, in bytes.
  var textBytes = 0
  var linkBytes = 0
  var proseBytes = 0
  /// Of the blocks directly in it and in its paragraphs.
  var ownProseBytes = 0
  /// Blocks in the subtree.
  var blockCount = 0
}
