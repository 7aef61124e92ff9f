import Model

/// Writes conditions as an expression for FTS5, which never fails to parse.
struct MatchWriter {
  /// Matches every article.
  static let everything = tags(IndexTag.all)

  /// By phrase, in the order in which FTS5 counts them: what hits are scored by, nil for others.
  var phrases: [TextTerm?] = []
  private var isBelowNot = false

  static func tags(_ tag: String) -> String { "{tags} : \"\(tag)\"" }

  mutating func expression(_ node: QueryNode) -> String {
    switch node {
    case .text(let term):
      phrases.append(isBelowNot || term.scope == .author ? nil : term)
      return Self.expression(of: term)
    case .name(let field, let name): return tag(IndexTag.name(field, name))
    case .time(.undated): return tag(IndexTag.undated)
    case .time(.during(let time)): return tag(Self.tag(of: time) ?? IndexTag.all)
    case .time, .story: preconditionFailure("tests are replaced by their outcomes")
    case .any(let nodes):
      return nodes.map { "(\(expression($0)))" }.joined(separator: " OR ")
    case .not(let inner): return conjunction([], without: [inner])
    case .all(let nodes):
      var wanted: [QueryNode] = []
      var unwanted: [QueryNode] = []
      for node in nodes {
        if case .not(let inner) = node { unwanted.append(inner) } else { wanted.append(node) }
      }
      return conjunction(wanted, without: unwanted)
    }
  }

  private mutating func conjunction(_ wanted: [QueryNode], without unwanted: [QueryNode]) -> String
  {
    var text =
      wanted.isEmpty
      ? tag(IndexTag.all) : wanted.map { "(\(expression($0)))" }.joined(separator: " AND ")
    guard !unwanted.isEmpty else { return text }
    let before = isBelowNot
    isBelowNot = true
    text = "(\(text)) NOT (\(unwanted.map { "(\(expression($0)))" }.joined(separator: " OR ")))"
    isBelowNot = before
    return text
  }

  private mutating func tag(_ tag: String) -> String {
    phrases.append(nil)
    return Self.tags(tag)
  }

  /// A term as a phrase of its columns; what is inside of an FTS5 string is never syntax.
  static func expression(of term: TextTerm) -> String {
    let columns =
      switch term.scope {
      case .anywhere: "{headline body}"
      case .title: "{headline}"
      case .author: "{author}"
      }
    let words = IndexedText.prepared(term.words).replacing("\"", with: "\"\"")
    return "\(columns) : \"\(words)\"\(term.isPrefix ? " *" : "")"
  }

  /// The tag of a year, month or day; nil for anything else.
  static func tag(of time: TimeBoundary) -> String? {
    guard !time.hasZone else { return nil }
    let date = CivilDate(daysSince1970: time.start / 86_400)
    return switch time.text.utf8.count {
    case 4: IndexTag.year(date.year)
    case 7: IndexTag.month(date)
    case 10: IndexTag.day(date)
    default: nil
    }
  }
}
