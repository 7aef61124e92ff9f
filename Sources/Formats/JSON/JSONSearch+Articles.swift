import JSONTree

/// An object that may be an article, and where it stands.
struct FoundArticle {
  var value: JSONValue
  var path: String
  /// The objects around it, the nearest first, up to the list that it is an element of.
  var enclosing: [(path: String, value: JSONValue)]
  var hasText: Bool
  /// True where a list stands between it and the object that was asked.
  var isInList = false
}

extension JSONSearch {
  /// The articles in a value, in the order of the text, each with its path; the value itself when
  /// it looks like one.
  ///
  /// Articles are not entered. What names an article and holds no text is passed through where a
  /// text stands below it; objects around a single article say what it does not say itself.
  static func articles(in root: JSONValue, path: String) -> [(value: JSONValue, path: String)] {
    var visits = 0
    let found = visit(root, path, depth: 0, enclosing: [], &visits)
    guard found.contains(where: { !$0.enclosing.isEmpty }) else {
      return found.map { ($0.value, $0.path) }
    }
    var counts: [String: Int] = [:]
    for around in found.flatMap(\.enclosing) { counts[around.path, default: 0] += 1 }
    return found.map { article in
      let around = article.enclosing.filter { counts[$0.path] == 1 }.map(\.value)
      let authors = JSONReferences.authors(of: around, in: root)
      return (JSONTables.adding(around, authors: authors, to: article.value), article.path)
    }
  }

  private static func visit(
    _ value: JSONValue, _ path: String, depth: Int, enclosing: [(path: String, value: JSONValue)],
    _ visits: inout Int
  ) -> [FoundArticle] {
    visits += 1
    guard visits <= visitLimit else { return [] }
    if value.isArray {
      if let rows = JSONTables.row(of: value) ?? JSONTables.rows(ofLists: value) {
        return visit(rows, path, depth: depth, enclosing: [], &visits)
      }
      guard depth < depthLimit else { return [] }
      var found: [FoundArticle] = []
      for (index, element) in value.elements.enumerated()
      where element.isObject || element.isArray {
        found += visit(element, "\(path)[\(index)]", depth: depth + 1, enclosing: [], &visits)
      }
      for index in found.indices { found[index].isInList = true }
      return found
    }
    guard value.isObject else { return [] }
    if let rows = JSONTables.rows(of: value) {
      return visit(rows, path, depth: depth, enclosing: [], &visits)
    }
    if let page = JSONTables.page(ofEntry: value) {
      return [FoundArticle(value: page, path: path, enclosing: [], hasText: true)]
    }
    let isArticle = likeness(value) == .article
    let own = FoundArticle(
      value: value, path: path, enclosing: enclosing, hasText: isArticle && hasText(value))
    if own.hasText { return [own] }
    guard depth < depthLimit else { return isArticle ? [own] : [] }
    let inner = visitMembers(
      of: value, path, depth: depth, enclosing: [(path, value)] + enclosing,
      onlyOwn: isArticle, &visits)
    guard isArticle else { return withoutDescriptions(inner) }
    // A list below it must be of articles that can be told from each other.
    let texts = inner.filter { found in
      found.hasText
        && (!found.isInList || hasHeadline(found.value)
          || found.enclosing.contains { hasHeadline($0.value) })
    }
    return texts.isEmpty ? [own] : texts
  }

  private static func visitMembers(
    of value: JSONValue, _ path: String, depth: Int,
    enclosing: [(path: String, value: JSONValue)], onlyOwn: Bool, _ visits: inout Int
  ) -> [FoundArticle] {
    var found: [FoundArticle] = []
    for (name, member) in value.members where member.isObject || member.isArray {
      if onlyOwn, !JSONMetadata.mayBelong(name) { continue }
      // Articles may be listed by their addresses.
      let isNamed = member.isObject && WebAddress.isAbsolute(name) && member["url"] == nil
      let inner = isNamed ? JSONTables.adding("url", name, to: member) : member
      found += visit(
        inner, "\(path).\(name)", depth: depth + 1, enclosing: isNamed ? [] : enclosing, &visits)
    }
    return found
  }

  /// Of an object with one text and descriptions beside it only the text.
  private static func withoutDescriptions(_ found: [FoundArticle]) -> [FoundArticle] {
    guard found.count > 1, found.count(where: \.hasText) == 1,
      found.allSatisfy({ !$0.isInList }),
      let text = found.first(where: \.hasText), !hasHeadline(text.value)
    else { return found }
    return [text]
  }

  private static func hasHeadline(_ value: JSONValue) -> Bool {
    value.members.contains { name, member in
      guard let claim = FieldRole.claim(of: name), claim.role == .headline, claim.rank <= 2 else {
        return false
      }
      return !member.isNull
    }
  }
}
