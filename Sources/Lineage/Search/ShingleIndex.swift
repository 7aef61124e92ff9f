/// Which articles have each shingle.
struct ShingleIndex {
  /// A shingle of an article.
  private struct Entry {
    var value: UInt64
    var article: Int32
  }

  private var entries: [Entry] = []
  /// What so many articles share tells none of them apart and is not counted.
  private static let articleLimit = 250

  init(_ texts: [PreparedText]) {
    entries.reserveCapacity(texts.reduce(0) { $0 + $1.shingles.values.count })
    for (article, text) in texts.enumerated() {
      for value in text.shingles.values {
        entries.append(Entry(value: value, article: Int32(article)))
      }
    }
    entries.sort { ($0.value, $0.article) < ($1.value, $1.article) }
    // A shingle that comes again in its text counts once.
    var kept = 0
    for index in entries.indices {
      if kept > 0, entries[kept - 1].value == entries[index].value,
        entries[kept - 1].article == entries[index].article
      {
        continue
      }
      entries[kept] = entries[index]
      kept += 1
    }
    entries.removeSubrange(kept...)
  }

  /// Articles other than those in `excluded` that have the shingle.
  func supportCount(of value: UInt64, without excluded: [Int]) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].value < value { low = middle + 1 } else { high = middle }
    }
    var count = 0
    while low < entries.count, entries[low].value == value {
      if !excluded.contains(Int(entries[low].article)) { count += 1 }
      low += 1
    }
    return count
  }

  /// For each article those that it shares most with, at most `limit`: what few others share counts
  /// more, and where that is equal, the earlier in `order` comes first.
  func neighbours(articleCount: Int, limit: Int, order: [Int]) -> [[Int]] {
    var shared = [[Int32: Float]](repeating: [:], count: articleCount)
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].value == entries[start].value { end += 1 }
      let count = end - start
      if count > 1, count <= Self.articleLimit {
        let weight = 1 / Float(count - 1) + 0.1
        for one in start..<end {
          for other in start..<end where other != one {
            shared[Int(entries[one].article)][entries[other].article, default: 0] += weight
          }
        }
      }
      start = end
    }
    var rank = [Int](repeating: 0, count: articleCount)
    for (position, article) in order.enumerated() { rank[article] = position }
    return shared.map { counts in
      counts.filter { $0.value >= 1 }
        .sorted { ($1.value, rank[Int($0.key)]) < ($0.value, rank[Int($1.key)]) }
        .prefix(limit).map { Int($0.key) }
    }
  }
}
