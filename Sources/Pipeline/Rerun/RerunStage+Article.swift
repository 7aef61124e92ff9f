package import Model

extension RerunStage {
  /// The article `old` with what this stage may change taken from `fresh`, a new reading of its original.
  package func article(taking fresh: Article, over old: Article) -> Article {
    switch self {
    case .parse: fresh
    case .repair: RepairedFields(fresh: fresh, old: old).article()
    case .metadata: Self.metadata(of: fresh, over: old)
    }
  }

  private static func metadata(of fresh: Article, over old: Article) -> Article {
    var article = fresh
    article.paragraphs = old.paragraphs
    article.removed = old.removed
    article.selfRepeat = old.selfRepeat
    article.repairs =
      fresh.repairs.filter { !$0.isOfText } + old.repairs.filter(\.isOfText)
    return article
  }
}

extension Repair {
  /// Whether it changed the text and not a field beside it.
  var isOfText: Bool { field.hasPrefix("paragraphs/") || field.hasPrefix("removed/") }
}
