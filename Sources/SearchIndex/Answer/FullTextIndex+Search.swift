package import Model

extension FullTextIndex {
  /// Begins a search on what is in the index now.
  ///
  /// `stories`: The articles of each story that the query names.
  package func begin(
    _ request: SearchRequest, stories: [String: [DecisionNumber]] = [:],
    time: SearchTime = .unlimited
  ) throws -> SearchRun {
    try SearchRun(request, stories: stories, on: self, time: time)
  }
}

extension SearchQuery {
  /// The stories that the query names, by the ids that were typed.
  package var storyIDs: Set<String> {
    var ids: Set<String> = []
    func collect(_ node: QueryNode) {
      switch node {
      case .story(let id): ids.insert(id)
      case .all(let nodes), .any(let nodes): nodes.forEach(collect)
      case .not(let node): collect(node)
      default: break
      }
    }
    collect(root)
    return ids
  }

  /// Why a story of the query cannot be looked for.
  package func unknownStory(_ id: String) -> QueryError {
    let text = normalized
    let name = "story:" + id
    let before = text.firstRange(of: name).map { text[..<$0.lowerBound].unicodeScalars.count } ?? 0
    return QueryError(
      query: text, range: before..<before + name.unicodeScalars.count,
      message: "\(name) names no story and no article, or several",
      hint: "Give the id of a story or article as search prints it")
  }
}
