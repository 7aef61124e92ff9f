import Bytes
import HTMLTree
import Model

/// What the model takes for the article's and the page's structure shows to be something else.
extension BlockSelection {
  /// Words of the kept blocks for which `isMeant` holds.
  private func keptWords(_ isMeant: (Int) -> Bool) -> Int {
    isKept.indices.reduce(0) {
      $0 + (isKept[$1] && isMeant($1) ? wordCount($1) : 0)
    }
  }

  // MARK: Adverts

  /// Leaves out lines that call themselves adverts, or say that the text goes on behind one, where they are
  /// no sentences.
  mutating func leaveOutAdverts() {
    for (index, block) in page.blocks.enumerated() where isKept[index] {
      let text = page.bytes(block)
      guard text.last != UInt8(ascii: "."), text.count <= 250 else { continue }
      let isAdvert =
        LineCues.shared.label(text) == .advert || AdvertLine.announcesRest(text)
        || wordCount(index) <= 5
          && LineCues.shared.reason(features.words[index]) == .advert
      if isAdvert { isKept[index] = false }
    }
  }

  // MARK: Bylines

  /// Leaves out lines of a few words above the text that are the author's name, and hardly anything else.
  mutating func leaveOutBylines() {
    let text = isKept.indices.first { isKept[$0] && wordCount($0) >= 12 } ?? isKept.count
    for index in isKept.indices.prefix(text) where isKept[index] {
      let block = page.blocks[index]
      if features.words[index].count <= 6, features.isAuthor(index),
        !page.containers[block.container].traits.contains(.heading),
        !TextShape.endsSentence(Array(page.bytes(block)))
      {
        isKept[index] = false
      }
    }
  }

  // MARK: Beside the text

  /// Where the page says which element is the article's body and nearly all that is kept stands in it, leaves out
  /// what stands elsewhere and is not likely.
  mutating func leaveOutBesideBody() {
    let isInBody = page.blocks.map { page.containers[$0.container].traits.contains(.articleBody) }
    let inside = keptWords { isInBody[$0] }
    guard inside >= 100, inside * 5 >= keptWordCount * 4 else { return }
    for index in isKept.indices where isKept[index] && !isInBody[index] {
      if (scores[index] ?? 0) < 1 { isKept[index] = false }
    }
  }

  // MARK: Other stories

  /// Leaves out stories under a linked heading, or under a second main heading, in an element that
  /// holds neither the page's own headline nor text before that heading.
  mutating func leaveOutOtherStories(_ document: HTMLDocument) {
    guard let title = isKept.indices.first(where: { isOwnHeadline($0) }) else { return }
    let spans = blockSpans()
    leaveOutFurtherArticles(title: title, spans)
    var keptBefore = [0]
    for isKept in isKept { keptBefore.append(keptBefore[keptBefore.count - 1] + (isKept ? 1 : 0)) }
    var outside: Set<Int> = []
    for heading in page.blocks.indices where isOtherHeading(heading, title: title, document) {
      guard let last = storyEnd(heading, title: title, spans, keptBefore) else { continue }
      for index in heading..<(last + 1) where isKept[index] { outside.insert(index) }
    }
    guard !outside.isEmpty else { return }
    let rest = keptWords { !outside.contains($0) }
    let dropped = keptWords { outside.contains($0) }
    guard rest >= 40, rest * 5 >= dropped * 3 else { return }
    for index in outside { isKept[index] = false }
  }

  /// Leaves out articles that a page loads below its own: elements that are built as the one around the headline,
  /// each with a main heading.
  ///
  /// Together they may hold far more than the page's own, so that each is held against that one alone.
  private mutating func leaveOutFurtherArticles(title: Int, _ spans: [(first: Int, last: Int)]) {
    guard page.containers[page.blocks[title].container].tag == .h1, let own = article(around: title)
    else { return }
    var words = [0]
    for index in isKept.indices {
      words.append(words[index] + (isKept[index] ? wordCount(index) : 0))
    }
    let (first, last) = spans[own]
    let count = words[last + 1] - words[first]
    guard count >= 40, last < page.blocks.count - 1 else { return }
    var end = last
    for heading in (last + 1)..<page.blocks.count where heading > end {
      guard page.containers[page.blocks[heading].container].tag == .h1, !features.isTitle(heading),
        let other = article(around: heading), spans[other].first > last,
        page.containers[other].signature == page.containers[own].signature
      else { continue }
      end = spans[other].last
      guard count * 5 >= (words[end + 1] - words[heading]) * 3 else { continue }
      for index in heading...end { isKept[index] = false }
    }
  }

  /// The innermost `article` around a block; nil where there is none near it.
  private func article(around index: Int) -> Int? {
    element(around: page.blocks[index].container, where: isArticle)
  }

  func isOwnHeadline(_ index: Int) -> Bool {
    let entry = page.containers[page.blocks[index].container]
    return entry.traits.contains(.heading) && (features.isTitle(index) || isUnspacedTitle(index))
  }

  /// The title in a script without blanks, where all of it is a word or two.
  private func isUnspacedTitle(_ index: Int) -> Bool {
    let words = features.words[index]
    return (1...2).contains(words.count) && wordCount(index) >= 2
      && TextShape.beginsUnspaced(page.bytes(page.blocks[index]))
      && words.allSatisfy { features.evidence.titleWords.contains($0) }
  }

  /// A heading that leads elsewhere, or that begins another article.
  private func isOtherHeading(_ index: Int, title: Int, _ document: HTMLDocument) -> Bool {
    let block = page.blocks[index]
    let entry = page.containers[block.container]
    guard index != title, entry.traits.contains(.heading), wordCount(index) >= 3,
      !features.isTitle(index), !isUnspacedTitle(index)
    else { return false }
    // A story of its own above the page's headline, or one that is loaded behind the text.
    if index < title || isLoaded(block.container, document) { return true }
    if block.linkBytes * 5 >= block.count * 4 { return true }
    if index > title, isOfNextStory(block.container, title: title, document) { return true }
    return entry.tag == .h1 && index > title
      && page.containers[page.blocks[title].container].tag == .h1
  }

  /// True in an article's element, or in one that is named after the next story, that neither holds the
  /// headline's nor is held by it: entries of a live blog stand within the article.
  private func isOfNextStory(_ container: Int, title: Int, _ document: HTMLDocument) -> Bool {
    guard let own = element(around: page.blocks[title].container, where: isArticle) else {
      return false
    }
    let next = element(around: container) { isArticle($0) || isNamedNext($0, document) }
    guard let next, next != own else { return false }
    return element(around: own) { $0 == next } == nil && element(around: next) { $0 == own } == nil
  }

  /// The innermost element from `container` outwards for which `isMeant` holds.
  private func element(around container: Int, where isMeant: (Int) -> Bool) -> Int? {
    var here = container
    for _ in 0..<40 {
      if isMeant(here) { return here }
      if here == page.containers[here].parent { return nil }
      here = page.containers[here].parent
    }
    return nil
  }

  private func isArticle(_ container: Int) -> Bool { page.containers[container].tag == .article }

  private func isNamedNext(_ container: Int, _ document: HTMLDocument) -> Bool {
    guard let value = document.attribute(.class, of: page.containers[container].node) else {
      return false
    }
    let name = document.bytes(of: value).prefix(200).map { ASCII.lowercased($0) }
    return Self.nextNames.contains { Find.position(of: $0, in: name) != nil }
  }

  /// Classes of what is loaded behind an article while its reader scrolls.
  private static let nextNames = ["infinite", "next-article", "next-post", "next-story"].map {
    Array($0.utf8)
  }

  /// True within three elements of one that states an address of its own.
  private func isLoaded(_ container: Int, _ document: HTMLDocument) -> Bool {
    var here = container
    for _ in 0..<3 {
      if document.attribute(.dataUrl, of: page.containers[here].node) != nil { return true }
      here = page.containers[here].parent
    }
    return false
  }

  /// The last block of the element that holds the heading's story; nil where there is none apart
  /// from the page's own.
  private func storyEnd(
    _ heading: Int, title: Int, _ spans: [(first: Int, last: Int)], _ keptBefore: [Int]
  ) -> Int? {
    var here = page.containers[page.blocks[heading].container].parent
    for _ in 0..<8 {
      let (first, last) = spans[here]
      if first <= title, title <= last { return nil }
      if keptBefore[heading] > keptBefore[first] { return nil }
      if keptBefore[last + 1] > keptBefore[heading] { return last }
      if here == page.containers[here].parent { return nil }
      here = page.containers[here].parent
    }
    return nil
  }

  /// The first and the last block in each container.
  func blockSpans() -> [(first: Int, last: Int)] {
    var spans = [(first: Int, last: Int)](repeating: (Int.max, -1), count: page.containers.count)
    for (index, block) in page.blocks.enumerated() {
      let span = spans[block.container]
      spans[block.container] = (min(span.first, index), max(span.last, index))
    }
    for index in page.containers.indices.dropFirst().reversed() {
      let parent = page.containers[index].parent
      spans[parent] = (
        min(spans[parent].first, spans[index].first), max(spans[parent].last, spans[index].last)
      )
    }
    return spans
  }

  // MARK: Headings without a text

  /// Leaves out headings at the end of what is kept whose words open a list of other articles, of
  /// comments and the like.
  mutating func leaveOutClosingHeadings() {
    var kept = isKept.indices.filter { isKept[$0] }
    while kept.count > 2, let last = kept.popLast(), features.words[last].count <= 12,
      let cue = features.cues[last], cue != .credit,
      page.containers[page.blocks[last].container].traits.contains(.heading)
    {
      isKept[last] = false
    }
  }

  // MARK: Quotes that stand out

  /// Leaves out a sentence of the text that stands again beside it in larger type.
  mutating func leaveOutPullQuotes() {
    let marked = isKept.indices.filter { isKept[$0] && isSetApart($0) }.prefix(24)
    guard !marked.isEmpty else { return }
    for index in marked {
      if isSaidAgain(index) {
        isKept[index] = false
        isRepeat[index] = true
      }
    }
  }

  /// Whether another block says the same among other things: in words, or letter for letter where a
  /// script has no blanks to tell words by.
  private func isSaidAgain(_ index: Int) -> Bool {
    let words = features.words[index]
    let isSaid = isKept.indices.contains {
      $0 != index && isKept[$0] && features.words[$0].count > words.count
        && TextDumpExtractor.contains(features.words[$0], words)
    }
    // Marks of other scripts stick to the words beside them, as the Arabic comma does.
    guard !isSaid, page.bytes(page.blocks[index]).contains(where: { $0 >= 0x80 }) else {
      return isSaid
    }
    let letters = withoutMarks(page.blocks[index])
    guard letters.count >= Self.leastByteCount else { return false }
    return isKept.indices.contains {
      let other = page.blocks[$0]
      return $0 != index && isKept[$0] && other.count > page.blocks[index].count
        && Find.contains(letters, in: page.text.span.extracting(other.start..<other.end))
    }
  }

  /// The bytes of a block's text without the quotation marks and full stops around it.
  private func withoutMarks(_ block: PageBlock) -> [UInt8] {
    let text = String(decoding: page.text[block.start..<block.end], as: UTF8.self).unicodeScalars
    func isMark(_ scalar: Unicode.Scalar) -> Bool { !scalar.properties.isAlphabetic }
    guard let start = text.firstIndex(where: { !isMark($0) }),
      let end = text.lastIndex(where: { !isMark($0) })
    else { return [] }
    return Array(String(text[start...end]).utf8)
  }

  /// Bytes of the shortest quote that is looked for by its letters: ten of Han.
  private static let leastByteCount = 30

  private func isSetApart(_ index: Int) -> Bool {
    let block = page.blocks[index]
    let count = wordCount(index)
    return count >= 5 && count <= 60 && block.count <= 1000
      && !page.containers[block.container].traits.isDisjoint(with: [
        .quote, .namedQuote, .aside, .figure,
      ])
  }
}
