import Model

/// A query as FTS5 and SQL are asked for it.
///
/// Names and whole days, months and years are words of the index, so that most queries are one
/// expression for FTS5. What is not a word (a moment, the articles of a story) is a test on the facts
/// beside the texts. Such tests may stand anywhere below OR and NOT: the query is then taken apart into
/// cases, one for each outcome of the tests, which have no article in common.
struct QueryPlan {
  /// What is compared with an article's facts.
  enum Test: Hashable {
    /// Seconds on the article's own clock.
    case local(from: Int64?, before: Int64?)
    /// Seconds in UTC.
    case moment(from: Int64?, before: Int64?)
    case numbers([Int64])
  }

  /// One outcome of all tests, with what the texts must say then.
  struct Case {
    var match: String
    /// By phrase of `match`: what is scored, nil for phrases that only filter.
    var phrases: [TextTerm?]
    var tests: [(test: Test, isTrue: Bool)]
    /// What the texts must say, without the tests.
    var condition: QueryNode

    /// True where much nearly matches before the next match: phrases.
    var isSlow: Bool { phrases.contains { $0.map { $0.wordCount > 1 } ?? false } }
  }

  let cases: [Case]
  /// Words that hits are scored by, each once.
  let terms: [TextTerm]

  /// `stories`: The articles of each story that the query names.
  init(_ query: SearchQuery, stories: [String: [Int64]]) {
    var tests: [Test] = []
    Self.collect(query.root, stories, into: &tests)
    var cases: [Case] = []
    for outcome in 0..<(1 << tests.count) {
      let values = tests.indices.map { outcome >> $0 & 1 == 1 }
      let reduced = Self.reduce(query.root) { test in
        tests.firstIndex(of: test).map { values[$0] } ?? false
      } test: {
        Self.test($0, stories)
      }
      guard reduced != .constant(false) else { continue }
      var writer = MatchWriter()
      let condition: QueryNode? = if case .node(let node) = reduced { node } else { nil }
      let match = condition.map { writer.expression($0) } ?? MatchWriter.everything
      if condition == nil { writer.phrases = [nil] }
      cases.append(
        Case(
          match: match, phrases: writer.phrases, tests: zip(tests, values).map { ($0, $1) },
          condition: condition ?? .all([])))
    }
    self.cases = cases
    var terms: [TextTerm] = []
    for case let term? in cases.flatMap(\.phrases) where !terms.contains(term) {
      terms.append(term)
    }
    self.terms = terms
  }

  private enum Reduced: Equatable {
    case constant(Bool)
    case node(QueryNode)
  }

  /// The test that a term is; nil for terms that are words of the index.
  private static func test(_ node: QueryNode, _ stories: [String: [Int64]]) -> Test? {
    switch node {
    case .time(.since(let time)):
      time.hasZone
        ? .moment(from: time.start, before: nil) : .local(from: time.start, before: nil)
    case .time(.until(let time)):
      time.hasZone
        ? .moment(from: nil, before: time.start) : .local(from: nil, before: time.start)
    case .time(.during(let time)):
      MatchWriter.tag(of: time) != nil
        ? nil
        : time.hasZone
          ? .moment(from: time.start, before: time.end)
          : .local(from: time.start, before: time.end)
    case .story(let id): .numbers(stories[id] ?? [])
    default: nil
    }
  }

  private static func collect(
    _ node: QueryNode, _ stories: [String: [Int64]], into tests: inout [Test]
  ) {
    switch node {
    case .all(let nodes), .any(let nodes):
      for node in nodes { collect(node, stories, into: &tests) }
    case .not(let node): collect(node, stories, into: &tests)
    default:
      if let test = test(node, stories), !tests.contains(test) { tests.append(test) }
    }
  }

  /// The query with the tests replaced by their outcomes.
  private static func reduce(
    _ node: QueryNode, _ value: (Test) -> Bool, test: (QueryNode) -> Test?
  ) -> Reduced {
    func join(_ nodes: [QueryNode], absorbing: Bool) -> Reduced {
      var rest: [QueryNode] = []
      for inner in nodes {
        switch reduce(inner, value, test: test) {
        case .constant(absorbing): return .constant(absorbing)
        case .constant: break
        case .node(let node): rest.append(node)
        }
      }
      if rest.isEmpty { return .constant(!absorbing) }
      return .node(absorbing ? .choice(rest) : .conjunction(rest))
    }
    switch node {
    case .all(let nodes): return join(nodes, absorbing: false)
    case .any(let nodes): return join(nodes, absorbing: true)
    case .not(let inner):
      return switch reduce(inner, value, test: test) {
      case .constant(let value): .constant(!value)
      case .node(let node): .node(.negation(node))
      }
    default:
      return test(node).map { .constant(value($0)) } ?? .node(node)
    }
  }
}
