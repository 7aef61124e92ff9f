/// Decides which blocks are the article's.
enum BlockModel {
  /// For each block whether it is kept.
  static func keep(_ features: BlockFeatures) -> [Bool] {
    let page = features.page
    return page.blocks.indices.map { index in
      guard features.isCandidate(index), features.cues[index] == nil else { return false }
      let block = page.blocks[index]
      let entry = page.containers[block.container]
      if !entry.traits.isDisjoint(with: [.nav, .aside, .footer, .figure, .caption, .hidden, .form])
      {
        return false
      }
      return entry.chain.lowest > -20 && block.count >= 40 && block.linkBytes * 2 < block.count
    }
  }
}
