/// A query as it was understood: terms, joined by AND, OR and NOT.
package indirect enum QueryNode: Sendable, Equatable {
  case text(TextTerm)
  /// The source, language, site or author has this name; nil for articles that have none.
  case name(SearchField, String?)
  case time(TimeTerm)
  /// Articles of the story that this id, or the beginning of one, belongs to.
  case story(String)
  case all([QueryNode])
  case any([QueryNode])
  case not(QueryNode)

  /// All of these must hold; nested lists become one.
  static func conjunction(_ nodes: [QueryNode]) -> QueryNode {
    let flat = nodes.flatMap { node in if case .all(let inner) = node { inner } else { [node] } }
    return flat.count == 1 ? flat[0] : .all(flat)
  }

  /// One of these must hold; nested lists become one.
  static func choice(_ nodes: [QueryNode]) -> QueryNode {
    let flat = nodes.flatMap { node in if case .any(let inner) = node { inner } else { [node] } }
    return flat.count == 1 ? flat[0] : .any(flat)
  }

  /// The opposite; twice is nothing.
  static func negation(_ node: QueryNode) -> QueryNode {
    if case .not(let inner) = node { inner } else { .not(node) }
  }
}

extension QueryNode {
  /// The query in its normal form, which reads back as the same query.
  package var normalized: String { written(inside: false) }

  /// `inside`: Beside other terms, where several need parentheses.
  private func written(inside: Bool) -> String {
    func join(_ nodes: [QueryNode], _ separator: String) -> String {
      let line = nodes.map { $0.written(inside: true) }.joined(separator: separator)
      return inside ? "(\(line))" : line
    }
    switch self {
    case .text(let term): return term.normalized
    case .name(let field, let name):
      guard let name else { return field.rawValue + ":none" }
      return field.rawValue + ":" + Self.quoted(name, unless: name.lowercased() != "none")
    case .time(let term): return term.normalized
    case .story(let id): return "story:" + Self.quoted(id, unless: true)
    case .all(let nodes): return join(nodes, " ")
    case .any(let nodes): return join(nodes, " OR ")
    case .not(let node): return "-" + node.written(inside: true)
    }
  }

  /// In quotation marks where it does not read as one word without them.
  private static func quoted(_ name: String, unless isPlain: Bool) -> String {
    let isWord = name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || "-_.,;/&+@".unicodeScalars
          .contains($0)
    }
    return isPlain && isWord && !name.hasPrefix("-") ? name : "\"\(name)\""
  }
}
