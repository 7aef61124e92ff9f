import Model
import HTMLTree

/// Which blocks of a page are the article's, and why the others are not.
struct BlockSelection {
  let features: BlockFeatures
  /// Log-odds of each block; nil for blocks that are no candidates.
  var scores: [Float?]
  var isKept: [Bool]
  var isRepeat: [Bool]

  var page: PageBlocks { features.page }

  /// Log-odds above which a block is kept: p = .52, where cross-validation has its best F1 on news.
  private static let threshold: Float = 0.1
  /// The same for links whose own words say that they lead to something else.
  private static let linkThreshold: Float = 1
  /// Where next to nothing is kept, above which all blocks are, and above which long ones are.
  private static let relaxedThreshold: Float = -1.6
  private static let lastThreshold: Float = -3

  /// Keeps what the model finds more likely the article's than not.
  init(_ features: BlockFeatures, scores: [Float?]) {
    assert(scores.count == features.page.blocks.count, "a score for every block")
    self.features = features
    self.scores = scores
    let page = features.page
    isKept = scores.indices.map { index in
      let block = page.blocks[index]
      let leadsElsewhere =
        block.linkBytes * 2 > block.count && (features.cues[index].map { $0 != .credit } ?? false)
      let least = leadsElsewhere ? BlockSelection.linkThreshold : BlockSelection.threshold
      return (scores[index] ?? -1) > least
    }
    isRepeat = isKept.map { _ in false }
  }

  /// Keeps a fragment's blocks unless their own words or classes speak against them.
  init(fragment features: BlockFeatures) {
    self.init(features, scores: features.page.blocks.map { _ in nil })
    var isAfterRelated = false
    for (index, block) in page.blocks.enumerated() {
      let entry = page.containers[block.container]
      let isShort = features.words[index].count <= 12
      let isLink = block.linkBytes * 5 >= block.count * 4
      let isCue = isShort && features.cues[index] != nil && features.cues[index] != .credit
      if isCue {
        isAfterRelated = features.cues[index] == .related
      } else if !isLink {
        isAfterRelated = false
      }
      let isOutside = !entry.traits.isDisjoint(with: [.nav, .form, .hidden, .dialog, .caption])
      isKept[index] =
        !isCue && !isOutside && !(isAfterRelated && isLink) && entry.chain.lowest > -56
        && !features.words[index].isEmpty
    }
  }

  /// True where the article goes on behind what was read of the page.
  var endsInCut: Bool { features.page.isCut && isKept.last == true }

  /// Words of the blocks that are kept.
  var keptWordCount: Int {
    isKept.indices.reduce(0) { $0 + (isKept[$1] ? wordCount($1) : 0) }
  }

  /// Words of a block; where a script has no blanks, a word for every six bytes.
  func wordCount(_ index: Int) -> Int {
    let (count, words) = (page.blocks[index].count, features.words[index].count)
    guard words * 12 < count, TextShape.beginsUnspaced(page.bytes(page.blocks[index])) else {
      return TextShape.wordCount(byteCount: count, words: words)
    }
    return max(words, count / 6)
  }

  /// Leaves out a block that holds the whole text again: a frame around it, or a copy for scripts.
  ///
  /// What the text itself says twice is not the page's doing, and is left to `SelfRepeat`.
  mutating func leaveOutCopies() {
    // Only the longest few are looked at: each costs one pass over the text.
    let long = isKept.indices.filter { isKept[$0] && features.words[$0].count >= 250 }
      .sorted { features.words[$0].count > features.words[$1].count }.prefix(3)
    for index in long {
      let own = PageEvidence.triples(features.words[index])
      var others = HashCounts(capacity: own.count * 2)
      for other in isKept.indices where isKept[other] && other != index {
        if features.words[other].count < features.words[index].count {
          others.add(PageEvidence.triples(features.words[other]))
        }
      }
      if own.count(where: { others.contains($0) }) * 10 > own.count * 8 {
        assert(isKept[index], "only a kept block can be left out as a copy")
        isKept[index] = false
        isRepeat[index] = true
      }
    }
  }

  /// True for what is kept where next to nothing else is.
  func isNearlyKept(_ index: Int) -> Bool { (scores[index] ?? -9) > Self.relaxedThreshold }

  /// Where nothing was found, takes what was nearly found: better a doubtful text than none.
  ///
  /// Of a page that the model likes still less only long blocks are taken, and only where they make a text.
  mutating func relaxIfEmpty() {
    relax(above: Self.relaxedThreshold, bytes: 0)
    guard keptWordCount < 20 else { return }
    let before = isKept
    relax(above: Self.lastThreshold, bytes: 80)
    if keptWordCount < 200 { isKept = before }
  }

  private mutating func relax(above limit: Float, bytes: Int) {
    guard keptWordCount < 20 else { return }
    for index in scores.indices
    where (scores[index] ?? -9) > limit && !isRepeat[index] && page.blocks[index].count >= bytes {
      if !isOwnHeadline(index) { isKept[index] = true }
    }
  }

  /// Writes the kept blocks as paragraphs and the others as removed texts, runs of one reason as
  /// one text.
  func fill(_ article: inout Article, recordsRemoved: Bool) {
    for (index, block) in page.blocks.enumerated() {
      if isKept[index] {
        let text = String(decoding: page.bytes(block), as: UTF8.self)
        article.paragraphs.append(Paragraph(role: role(index), text: text))
      } else if recordsRemoved {
        let text = String(decoding: page.bytes(block), as: UTF8.self)
        let reason = reason(index)
        if let last = article.removed.last, last.reason == reason, last.text.utf8.count < 4000 {
          article.removed[article.removed.count - 1].text += "\n" + text
        } else {
          article.removed.append(RemovedText(reason: reason, text: text))
        }
      }
    }
  }

  private func role(_ index: Int) -> Paragraph.Role {
    let traits = page.containers[page.blocks[index].container].traits
    if traits.contains(.heading) { return .heading }
    if traits.contains(.quote) { return .quote }
    if traits.contains(.item) { return .list }
    return .body
  }

  private func reason(_ index: Int) -> RemovedText.Reason {
    if isRepeat[index] { return .repeated }
    let block = page.blocks[index]
    let traits = page.containers[block.container].traits
    if traits.contains(.nav) { return .menu }
    if let cue = features.cues[index], features.words[index].count <= 40 { return cue }
    if traits.contains(.hidden) { return .hidden }
    if !traits.isDisjoint(with: [.figure, .caption]) { return .caption }
    if features.isTitle(index) { return .title }
    if features.isAuthor(index) { return .byline }
    if traits.contains(.form) { return .form }
    if traits.contains(.footer) { return .footer }
    if traits.contains(.aside) { return .related }
    if block.linkBytes * 2 > block.count {
      return features.isAfterText(index) ? .related : .menu
    }
    return features.isAfterText(index) ? .related : .other
  }

  /// Why each block was kept or left out, with its place in the tree.
  func decisions(_ document: HTMLDocument) -> [BlockDecision] {
    page.blocks.enumerated().map { index, block in
      let odds = scores[index].map { "odds \(BlockSelection.tenths($0))" } ?? "no candidate"
      return BlockDecision(
        excerpt: String(decoding: page.bytes(block).prefix(120), as: UTF8.self),
        path: path(block.container, document), isKept: isKept[index],
        why: isKept[index]
          ? "part of the text (\(odds))" : "left out as \(reason(index).rawValue) (\(odds))")
    }
  }

  private static func tenths(_ value: Float) -> String {
    let whole = Int((value * 10).rounded())
    return "\(whole < 0 ? "-" : "")\(abs(whole) / 10).\(abs(whole) % 10)"
  }

  private func path(_ container: Int, _ document: HTMLDocument) -> String {
    var parts: [String] = []
    var here = container
    while parts.count < 5 {
      let entry = page.containers[here]
      var part = document.name(of: entry.node)
      if let name = document.attributeString(.class, of: entry.node), !name.isEmpty {
        part +=
          "."
          + PageHead.collapsed(String(name.prefix(60))).split(separator: " ").joined(
            separator: ".")
      }
      parts.append(part)
      if here == entry.parent { break }
      here = entry.parent
    }
    return parts.reversed().joined(separator: " > ")
  }
}
