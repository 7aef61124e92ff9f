extension BlockSelection {
  /// Puts back the first paragraph where it was left out though it begins with a dateline: nothing else on a
  /// page does, between headline and text.
  mutating func keepOpening() {
    guard let text = isKept.indices.first(where: { isKept[$0] && page.blocks[$0].count >= 90 }),
      let title = (max(0, text - 30)..<text).last(where: { features.isTitle($0) })
    else { return }
    for index in (title + 1)..<text where !isKept[index] && !isRepeat[index] {
      let block = page.blocks[index]
      let traits = page.containers[block.container].traits
      guard block.count >= 90, block.linkBytes * 4 < block.count,
        traits.isDisjoint(with: [
          .figure, .caption, .nav, .aside, .hidden, .footer, .heading, .link,
        ])
      else { continue }
      let start = String(decoding: page.bytes(block).prefix(240), as: UTF8.self)
      if Dateline(startOf: start)?.location != nil { isKept[index] = true }
    }
  }
}
