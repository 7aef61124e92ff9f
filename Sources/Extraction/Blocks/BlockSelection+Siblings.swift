import Bytes
import HTMLTree

/// Short paragraphs that the model takes for something else, although the page builds them like those that it
/// keeps.
extension BlockSelection {
  /// Log-odds above which a sentence is kept between two kept ones of the same kind, and at their ends.
  private static let betweenThreshold: Float = -6
  private static let besideThreshold: Float = -3

  /// Elements of one kind: same tag and class in the same element.
  private struct Kind: Hashable {
    var parent: Int
    var signature: UInt64
  }

  /// Keeps sentences in elements that have tag, class and parent in common with several that are kept.
  mutating func keepSiblings() {
    var kinds: [Kind: [Int]] = [:]
    for (index, block) in page.blocks.enumerated() {
      let entry = page.containers[block.container]
      // Headings part texts, and links, boxes and captions are none.
      guard entry.childCount == 0,
        entry.traits.isDisjoint(
          with: [.heading, .nav, .aside, .form, .footer, .figure, .caption, .hidden, .dialog])
      else { continue }
      kinds[Kind(parent: entry.parent, signature: entry.signature), default: []].append(index)
    }
    for members in kinds.values where members.count >= 3 {
      let kept = members.filter { isKept[$0] }
      guard kept.count >= 2, let first = kept.first, let last = kept.last,
        kept.contains(where: { page.blocks[$0].count >= 80 }), kept.count * 2 >= members.count
      else { continue }
      for index in members where !isKept[index] {
        let isBetween = index > first && index < last
        // `“Never?”` is one where others stand around it.
        guard isSentence(index, words: isBetween ? 1 : 3) else { continue }
        let limit = isBetween ? Self.betweenThreshold : Self.besideThreshold
        // Behind the last `p` often stands who wrote it, and what the paper is; at the end of others, only what
        // follows directly.
        if index > last {
          let isParagraph = page.containers[page.blocks[index].container].tag == .p
          if isParagraph || members.contains(where: { $0 > last && $0 < index && !isKept[$0] }) {
            continue
          }
        }
        if (scores[index] ?? -9) > limit { isKept[index] = true }
      }
    }
  }

  /// True for text that ends a sentence, leads nowhere and is no notice.
  private func isSentence(_ index: Int, words: Int) -> Bool {
    let block = page.blocks[index]
    return !isRepeat[index] && features.cues[index] == nil && block.linkBytes * 4 < block.count
      && features.words[index].count >= words && !features.isTitle(index)
      && !features.isAuthor(index)
      && TextShape.endsSentence(Array(page.bytes(block)))
  }
}
