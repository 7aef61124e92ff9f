import Extraction
import Foundation
import Lineage
import Model

/// Compares the lineages that winnow finds with those that are known, of made-up stories.
///
///     winnow-bench lineage FILE [-v] [KEY=VALUE…]
///
/// A line of the file is a story: `articles` (`id`, `site`, `url`, `title`, `text`, `date`, `dateline`,
/// `author`) in order of arrival, and `truth`, by article its `parent`: an id, null, or `wire:N` for the
/// same source that is not there.
///
/// Prints how many direct parents are right (all articles; an article that has none must be given none),
/// how many of the steps shown are wrong, and the same for the plain rule: what shares a fifth of its
/// shingles with the earliest article that does, was taken from that.
enum LineageBench {
  private struct Story: Decodable {
    struct Article: Decodable {
      var id: String
      var site: String?
      var url: String?
      var title: String?
      var text: String
      var date: String?
      var author: String?
    }
    struct Truth: Decodable {
      var parent: String?
      var also: [String]?
      var knowable: String?
    }
    var id: String
    var articles: [Article]
    var truth: [String: Truth]
    var kinds: [String]?
  }

  static func run(_ arguments: [String]) throws {
    let isVerbose = arguments.contains("-v")
    var weights = LineageWeights()
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1)
      if parts.count == 2, let value = Double(parts[1]) { weights[String(parts[0])] = value }
    }
    let builder = LineageBuilder(weights: weights)
    let thresholds = [0.6, 0.7, 0.8, 0.9, 0.95]
    var surer = thresholds.map { _ in Score() }
    var found = Score()
    var plain = Score()
    var seconds = 0.0
    for file in arguments where file.contains("/") {
      for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
        let story = try JSONDecoder().decode(Story.self, from: Data(line.utf8))
        let articles = story.articles.map(article)
        let start = ContinuousClock.now
        let graph = builder.graph(of: articles)
        seconds += (ContinuousClock.now - start) / .seconds(1)
        let parents = parents(graph, story)
        found.add(parents, story, graph, isVerbose: isVerbose)
        for (index, threshold) in thresholds.enumerated() {
          let sure = LineageGraph(
            unseen: graph.unseen, edges: graph.edges.filter { $0.certainty >= threshold })
          surer[index].add(Self.parents(sure, story), story, sure, isVerbose: false)
        }
        plain.add(plainParents(story), story, graph, isVerbose: false)
      }
    }
    print("found: " + found.text)
    for (kind, count) in found.kinds.sorted(by: { $0.key < $1.key }) {
      print("  \(kind): \(count.right) of \(count.all)")
    }
    for (threshold, score) in zip(thresholds, surer) {
      print("  of steps that are \(threshold) sure and more: \(score.text)")
    }
    print("plain rule: " + plain.text)
    print("above the plain rule: \(rounded(found.share - plain.share)); \(rounded(seconds)) s")
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  private struct Score {
    var all = 0
    var right = 0
    var steps = 0
    var wrong = 0
    var kinds: [String: (right: Int, all: Int)] = [:]

    var share: Double { Double(right) / Double(max(1, all)) }

    var text: String {
      "direct parent right \(rounded(share)) of \(all), steps wrong "
        + "\(rounded(Double(wrong) / Double(max(1, steps)))) of \(steps)"
    }

    mutating func add(
      _ parents: [String: String], _ story: Story, _ graph: LineageGraph, isVerbose: Bool
    ) {
      for (index, article) in story.articles.enumerated() {
        guard let truth = story.truth[article.id] else { continue }
        let given = parents[article.id]
        let isRight = isRight(article.id, given, truth, parents, story)
        all += 1
        right += isRight ? 1 : 0
        if given != nil {
          steps += 1
          wrong += isRight ? 0 : 1
        }
        let kind =
          truth.parent == nil
          ? "none" : truth.parent?.hasPrefix("wire:") == true ? "unseen" : "seen"
        var names = [kind]
        if kind != "none" { names.append("knowable by " + (truth.knowable ?? "?")) }
        for name in names {
          kinds[name, default: (0, 0)].all += 1
          kinds[name, default: (0, 0)].right += isRight ? 1 : 0
        }
        if isVerbose, !isRight {
          let edge = graph.edges.first { $0.child == .article(index) }
          print(
            "\(story.id) \(article.id): \(given ?? "none"), is \(truth.parent ?? "none") "
              + "(\(truth.knowable ?? "")) \(edge.map { rounded($0.certainty) } ?? 0)")
        }
      }
    }

    private func isRight(
      _ id: String, _ given: String?, _ truth: Story.Truth, _ parents: [String: String],
      _ story: Story
    ) -> Bool {
      guard let parent = truth.parent else { return given == nil }
      guard parent.hasPrefix("wire:") else { return given == parent }
      guard let given, given.hasPrefix("wire:") else { return false }
      return story.truth.contains { other, truth in
        other != id && truth.parent == parent && parents[other] == given
      }
    }
  }

  private static func article(_ article: Story.Article) -> LineageArticle {
    var read = Article(
      url: article.url, headline: article.title,
      authors: article.author.map { [Person(name: $0)] } ?? [],
      datePublished: article.date.map {
        DatedValue(iso: $0, raw: $0, zone: .explicit, source: "meta")
      }, publisher: Publisher(domain: article.site),
      paragraphs: article.text.split(separator: "\n\n").map {
        Paragraph(role: .body, text: String($0))
      })
    OriginReader.complete(&read)
    return LineageArticle(name: article.id, article: read)
  }

  private static func parents(_ graph: LineageGraph, _ story: Story) -> [String: String] {
    var parents: [String: String] = [:]
    var children: [LineageNode: Int] = [:]
    for edge in graph.edges { children[edge.parent, default: 0] += 1 }
    for edge in graph.edges {
      guard case .article(let child) = edge.child else { continue }
      switch edge.parent {
      case .article(let parent): parents[story.articles[child].id] = story.articles[parent].id
      case .unseen(let source):
        // One that is named by a single article is no joint source.
        if (children[edge.parent] ?? 0) > 1 { parents[story.articles[child].id] = "wire:\(source)" }
      }
    }
    return parents
  }

  private static func plainParents(_ story: Story) -> [String: String] {
    let shingles = story.articles.map { article in
      let words = article.text.lowercased().split { !$0.isLetter && !$0.isNumber }
      return Set(words.indices.dropLast(4).map { words[$0..<($0 + 5)].joined(separator: " ") })
    }
    var latest = ""
    let keys = story.articles.enumerated().map { index, article in
      if let date = article.date { latest = date }
      return (article.date ?? latest, index)
    }
    var parents: [String: String] = [:]
    for (index, article) in story.articles.enumerated() {
      let earlier = story.articles.indices.filter { other in
        other != index && keys[other] < keys[index] && !shingles[index].isEmpty
          && shingles[index].intersection(shingles[other]).count * 5 >= shingles[index].count
      }
      parents[article.id] = earlier.min { keys[$0] < keys[$1] }.map { story.articles[$0].id }
    }
    return parents
  }
}
