import Foundation
import Model
import SQLiteSupport
import SearchIndex

/// Measures searches on an index of made-up articles with the statistics of natural text.
///
///     winnow-bench search [COUNT] [FOLDER] [QUERIES]
///
/// Makes COUNT articles (200,000) in FOLDER, or goes on with those that are there, and prints what indexing
/// costs an article; then asks QUERIES (60) of each class and prints milliseconds (median and 99 in 100, by the clock
/// and of processor time), how many answers were partial, and the summed score of the ten best against that of all matches. Only the
/// index is measured: the ledger is asked for the ten hits that are shown.
///
/// 30,000 words by Zipf's law, a quarter of an article's words from a dozen that it is about; headlines of 7 words,
/// texts of 180 on average (log-normal, 40 to 800); 40 sources, 730 days, one article in ten in Chinese.
enum SearchBench {
  static func run(_ arguments: [String]) throws {
    let count = arguments.first.flatMap { Int($0) } ?? 200_000
    let folder =
      arguments.count > 1
      ? arguments[1] : NSTemporaryDirectory() + "/winnow-search-\(count)"
    let queries = arguments.count > 2 ? Int(arguments[2]) ?? 60 : 60
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let index = try FullTextIndex.open(folder)
    try fill(index, to: count)
    try index.close()
    let reader = try FullTextIndex.open(folder, access: .reading)
    print("\(try reader.articleCount()) articles in \(reader.sliceCount) slices")
    print(
      "                           wall, ms         processor, ms\n"
        + "class                       p50     p99       p50     p99 partial    hits   score of full"
    )
    for (name, make) in SearchQueries.classes {
      try measure(name, queries, on: reader, make)
    }
  }

  private static func fill(_ index: FullTextIndex, to count: Int) throws {
    var source = ArticleSource()
    let present = try index.articleCount()
    guard present < count else { return }
    var made = 0
    var spent = 0.0
    while made < count {
      let batch = (0..<min(256, count - made)).map {
        source.entry(number: made + $0 + 1, of: count)
      }
      made += batch.count
      if made <= present { continue }
      let start = processorSeconds()
      try index.apply(batch, lsn: UInt64(made))
      spent += processorSeconds() - start
    }
    if made > present {
      print(
        "indexing: \(Int(spent / Double(made - present) * 1e6)) µs of processor time an article")
    }
  }

  private static func measure(
    _ name: String, _ count: Int, on index: FullTextIndex,
    _ make: (inout SearchQueries) -> (query: String, order: SearchOrder, countedBy: CountField?)
  ) throws {
    var queries = SearchQueries(seed: 7)
    var times: [Double] = []
    var processor: [Double] = []
    var partial = 0
    var hits = 0
    var ours = 0.0
    var best = 0.0
    // The first ones warm the file cache and the statements.
    for number in 0..<count + 3 {
      let wanted = make(&queries)
      var request = try SearchRequest(query: wanted.query)
      request.limit = 10
      request.order = wanted.order
      request.includesCopies = true
      let start = ContinuousClock.now
      let used = processorSeconds()
      let run = try index.begin(request, time: .served)
      if let field = wanted.countedBy {
        let (counts, isPartial) = try run.count(by: field)
        guard number >= 3 else { continue }
        times.append((ContinuousClock.now - start) / .milliseconds(1))
        processor.append((processorSeconds() - used) * 1_000)
        hits += counts.reduce(0) { $0 + $1.count }
        partial += isPartial ? 1 : 0
        continue
      }
      let answer = try run.answer()
      _ = try run.hits(answer)
      guard number >= 3 else { continue }
      times.append((ContinuousClock.now - start) / .milliseconds(1))
      processor.append((processorSeconds() - used) * 1_000)
      partial += answer.isPartial ? 1 : 0
      hits += answer.articles.count
      guard wanted.order == .relevance, number < 13 else { continue }
      request.limit = .max >> 1
      let all = try index.begin(request, time: .unlimited).answer().articles.map(\.score)
      best += all.sorted(by: >).prefix(10).reduce(0, +)
      ours += answer.articles.map(\.score).reduce(0, +)
    }
    print(
      padded(name, 24) + [times, processor].map { figures($0) }.joined(separator: "  ")
        + figure(Double(partial) / Double(count) * 100) + "%"
        + figure(Double(hits) / Double(count)) + "   "
        + (best > 0 ? String(format: "%.3f", ours / best) : "–"))
    fflush(nil)
  }

  /// Median and 99 in 100.
  private static func figures(_ values: [Double]) -> String {
    let sorted = values.sorted()
    let last = Int((Double(sorted.count) * 0.99).rounded(.up)) - 1
    return figure(sorted[sorted.count / 2]) + figure(sorted[max(0, last)])
  }

  private static func figure(_ value: Double) -> String {
    let text = String(format: "%.1f", value)
    return String(repeating: " ", count: max(0, 8 - text.utf8.count)) + text
  }

  private static func padded(_ text: String, _ count: Int) -> String {
    text + String(repeating: " ", count: max(0, count - text.utf8.count))
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
