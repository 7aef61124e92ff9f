import Bytes
import HTMLTree

/// Dialogues that ask for consent to cookies, beside a text that the model may score below them.
extension BlockSelection {
  /// What is known of the blocks of a page: which speak of consent, and how many words they have.
  private struct Vocabulary {
    /// Words of the blocks before each one.
    var words = [0]
    /// Words of those that speak of cookies or of consent.
    var ofConsent = [0]
    /// Blocks among those before each one that speak as somebody who asks for consent.
    var asking = [0]

    mutating func add(_ count: Int, speaks: Bool, asks: Bool) {
      words.append(words[words.count - 1] + count)
      ofConsent.append(ofConsent[ofConsent.count - 1] + (speaks ? count : 0))
      asking.append(asking[asking.count - 1] + (asks ? 1 : 0))
    }
  }

  /// Leaves out the texts of dialogues about cookies, where the page has another text.
  ///
  /// A dialogue is an element without the headline: one that is called a dialogue or named after
  /// consent, and speaks of it in a quarter of its words, or any that asks for it and speaks of
  /// nothing else in half of them.
  mutating func leaveOutNotices(_ document: HTMLDocument) {
    // Where hardly anything is kept, what nearly was will be.
    let isBare = keptWordCount < 20
    guard
      isKept.indices.contains(where: { index in
        (isKept[index] || isBare && isNearlyKept(index)) && speaksOfConsent(index).speaks
      })
    else { return }
    var vocabulary = Vocabulary()
    for index in page.blocks.indices {
      let (speaks, asks) = speaksOfConsent(index)
      vocabulary.add(wordCount(index), speaks: speaks, asks: asks)
    }
    let spans = blockSpans()
    let title = page.blocks.indices.first { isOwnHeadline($0) }
    var inside: Set<Int> = []
    for index in page.blocks.indices
    where vocabulary.ofConsent[index + 1] > vocabulary.ofConsent[index] && !inside.contains(index) {
      guard let span = dialogue(index, title: title, spans, vocabulary, document) else { continue }
      inside.formUnion(span.first...span.last)
    }
    guard inside.contains(where: { scores[$0] != nil }) else { return }
    let rest = isKept.indices.reduce(0) {
      $0 + (!inside.contains($1) && isNearlyKept($1) ? wordCount($1) : 0)
    }
    let own = title.map { sentences(below: $0, spans) } ?? []
    guard rest >= 8 || !own.isEmpty else { return }
    for index in inside {
      isKept[index] = false
      scores[index] = nil
    }
    // Beside so much else the model may have taken a few sentences for nothing.
    if keptWordCount < 20 {
      for index in own where !inside.contains(index) { isKept[index] = true }
    }
  }

  /// The sentences in the innermost element that holds the headline and any of them; none where that
  /// is half the page.
  private func sentences(below title: Int, _ spans: [(first: Int, last: Int)]) -> [Int] {
    var here = page.containers[page.blocks[title].container].parent
    for _ in 0..<4 {
      let (first, last) = spans[here]
      guard last - first <= 24, page.containers[here].tag != .body else { return [] }
      let found = (title..<max(title, last) + 1).filter { index in
        let block = page.blocks[index]
        return index > title && scores[index] != nil && features.cues[index] == nil
          && wordCount(index) >= 2 && block.linkBytes * 5 < block.count
          && TextShape.endsSentence(Array(page.bytes(block)))
          && !page.containers[block.container].traits.contains(.footer)
      }
      if !found.isEmpty { return found }
      if here == page.containers[here].parent { return [] }
      here = page.containers[here].parent
    }
    return []
  }

  /// The blocks of the outermost dialogue around a block; nil where there is none.
  private func dialogue(
    _ index: Int, title: Int?, _ spans: [(first: Int, last: Int)], _ vocabulary: Vocabulary,
    _ document: HTMLDocument
  ) -> (first: Int, last: Int)? {
    var found: (first: Int, last: Int)?
    var here = page.blocks[index].container
    for _ in 0..<12 {
      let (first, last) = spans[here]
      if let title, first <= title, title <= last { break }
      let words = vocabulary.words[last + 1] - vocabulary.words[first]
      let ofConsent = vocabulary.ofConsent[last + 1] - vocabulary.ofConsent[first]
      let asks = vocabulary.asking[last + 1] > vocabulary.asking[first]
      let entry = page.containers[here]
      let isNamed = entry.traits.contains(.dialog) || Self.isNamedNotice(entry.node, document)
      if isNamed ? ofConsent * 4 >= words : asks && ofConsent * 2 >= words && words <= 250 {
        found = (first, last)
      }
      if here == entry.parent { break }
      here = entry.parent
    }
    return found
  }

  /// Whether a block speaks of cookies or consent, and whether it asks for it.
  private func speaksOfConsent(_ index: Int) -> (speaks: Bool, asks: Bool) {
    let block = page.blocks[index]
    guard block.count >= 12, block.count <= 3000 else { return (false, false) }
    let text = PhraseText(words: features.words[index], text: page.bytes(block))
    let asks = Refusals.consent.isIn(text)
    return (asks || Refusals.cookies.isIn(text) || Refusals.ofConsent.isIn(text), asks)
  }

  private static func isNamedNotice(_ node: NodeID, _ document: HTMLDocument) -> Bool {
    for name in [AttributeName.class, .id] {
      guard let value = document.attribute(name, of: node) else { continue }
      let text = Array(document.bytes(of: value).prefix(200))
      let lower = text.map { ASCII.lowercased($0) }
      for notice in noticeNames {
        guard let start = Find.position(of: notice, in: lower) else { continue }
        // A short name may stand within another word.
        if notice.count >= 6 || start == 0 || !ASCII.isLetter(text[start - 1])
          || ASCII.isUppercase(text[start])
        {
          return true
        }
      }
    }
    return false
  }

  private static let noticeNames = RuleFile.refusals["consent names"].map { Array($0.utf8) }
}
