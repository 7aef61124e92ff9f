import HTMLTree

/// Where on a page the running text stands: its best container, its first and last paragraph.
struct PageShape {
  /// Bytes of paragraphs that are no links, over the whole page.
  let proseBytes: Int
  let proseCount: Int
  /// The container with most prose of its own, and how much.
  let best: Int
  let bestBytes: Int
  /// First and last block of prose that `best` holds.
  let bestSpan: (first: Int, last: Int)
  /// The block of the page's main heading.
  let headline: Int?
  let bytesSinceProse: [Int]
  let bytesToProse: [Int]
  /// 1 for blocks in the page's first `article`, 2 in the second, 0 outside of any.
  let articleOrdinal: [Int]
  let articleCount: Int
  private let proseSums: [Int]
  private let stepsFromBest: [Int]

  init(_ page: PageBlocks) {
    let isProse = page.blocks.map { $0.count >= 80 && $0.linkBytes * 2 < $0.count }
    var sums: [Int] = []
    var sum = 0
    for (index, block) in page.blocks.enumerated() {
      sums.append(sum)
      if isProse[index] { sum += block.count }
    }
    proseSums = sums
    proseBytes = page.containers.first?.proseBytes ?? 0
    proseCount = isProse.count { $0 }
    let best = PageShape.best(page)
    self.best = best
    bestBytes = page.containers.isEmpty ? 0 : page.containers[best].ownProseBytes
    bestSpan = PageShape.span(page, best, isProse)
    let span = bestSpan
    assert(span.first <= span.last)
    headline =
      page.blocks.indices.last {
        $0 <= max(span.first, 0) && page.containers[page.blocks[$0].container].tag == .h1
      } ?? page.blocks.indices.first { page.containers[page.blocks[$0].container].tag == .h1 }
    (bytesSinceProse, bytesToProse) = PageShape.gaps(page, isProse)
    (articleOrdinal, articleCount) = PageShape.articles(page)
    // Steps from `best` up to each of its ancestors, itself included; -1 for all others.
    var steps = [Int](repeating: -1, count: page.containers.count)
    var here = best
    var count = 0
    while here < steps.count {
      steps[here] = count
      if here == page.containers[here].parent { break }
      here = page.containers[here].parent
      count += 1
    }
    stepsFromBest = steps
    assert(best < max(1, page.containers.count))
    assert(bytesSinceProse.count == page.blocks.count && articleOrdinal.count == page.blocks.count)
  }

  private static func best(_ page: PageBlocks) -> Int {
    var best = 0
    var score = -1.0
    for (index, entry) in page.containers.enumerated() where entry.ownProseBytes > 0 {
      var weight = Double(entry.ownProseBytes)
      if !entry.traits.isDisjoint(with: [.aside, .nav, .footer, .form, .dialog, .hidden]) {
        weight *= 0.4
      }
      if entry.chain.lowest <= -24 { weight *= 0.5 }
      if weight > score {
        score = weight
        best = index
      }
    }
    return best
  }

  private static func span(_ page: PageBlocks, _ best: Int, _ isProse: [Bool]) -> (
    first: Int, last: Int
  ) {
    var first = -1
    var last = -1
    for index in page.blocks.indices where isProse[index] {
      var holder = page.blocks[index].container
      if TagRole.isParagraph(page.containers[holder].tag) {
        holder = page.containers[holder].parent
      }
      if holder == best {
        if first < 0 { first = index }
        last = index
      }
    }
    return (max(0, first), max(0, last))
  }

  private static func gaps(_ page: PageBlocks, _ isProse: [Bool]) -> ([Int], [Int]) {
    var since: [Int] = []
    var gap = 0
    for (index, block) in page.blocks.enumerated() {
      since.append(gap)
      gap = isProse[index] ? 0 : gap + block.count
    }
    var to = [Int](repeating: 0, count: page.blocks.count)
    gap = 0
    for index in page.blocks.indices.reversed() {
      to[index] = gap
      gap = isProse[index] ? 0 : gap + page.blocks[index].count
    }
    return (since, to)
  }

  private static func articles(_ page: PageBlocks) -> ([Int], Int) {
    var ordinal = [Int](repeating: 0, count: page.containers.count)
    var count = 0
    for (index, entry) in page.containers.enumerated() {
      if entry.tag == .article {
        count += 1
        ordinal[index] = count
      } else if index > 0 {
        ordinal[index] = ordinal[entry.parent]
      }
    }
    return (page.blocks.map { ordinal[$0.container] }, count)
  }

  /// The share of the page's prose that stands before a block.
  func proseBefore(_ index: Int) -> Float {
    Float(proseSums[index]) / Float(max(1, proseBytes))
  }

  /// The container that a paragraph belongs to.
  func holder(of container: Int, in page: PageBlocks) -> Int {
    TagRole.isParagraph(page.containers[container].tag)
      ? page.containers[container].parent : container
  }

  /// Steps from a container up to the nearest one that also holds `best`, and from there down.
  func distance(from container: Int, in page: PageBlocks) -> (up: Int, down: Int) {
    var here = holder(of: container, in: page)
    var up = 0
    while stepsFromBest[here] < 0, up < 20 {
      here = page.containers[here].parent
      up += 1
    }
    return (up, min(20, max(0, stepsFromBest[here])))
  }
}
