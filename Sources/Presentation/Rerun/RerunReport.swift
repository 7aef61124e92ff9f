internal import Ledger
internal import Model
package import Pipeline
package import State

/// What a rerun did, or would do, among some articles: a value that the control socket gives as JSON.
package struct RerunReport: Codable, Sendable, Equatable {
  /// One article that reads otherwise, or that is left as it is for a reason.
  package struct Article: Codable, Sendable, Equatable {
    package var id: String
    package var number: UInt64
    package var headline: String?
    /// `changed` or `left`.
    package var event: String
    /// True where nothing was done.
    package var dryRun: Bool
    package var changes: [FieldChange]
    /// Why it is left: short and stable; nil for one that is changed.
    package var reason: String?
    /// The same in a sentence.
    package var detail: String?

    /// Every key, also those without a value.
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(number, forKey: .number)
      try container.encode(headline, forKey: .headline)
      try container.encode(event, forKey: .event)
      try container.encode(dryRun, forKey: .dryRun)
      try container.encode(changes, forKey: .changes)
      try container.encode(reason, forKey: .reason)
      try container.encode(detail, forKey: .detail)
    }
  }

  /// In order of decision.
  package var articles: [Article]
  /// The number of the last article that was looked at, and of the last that is to be.
  package var through: UInt64
  package var end: UInt64
  /// What the rerun has come to since it began, over interruptions.
  package var readCount: Int
  package var changedCount: Int
  package var leftCount: Int
  package var isDone: Bool

  /// What a step found, with how far it is.
  package init(_ step: RerunStep, _ cursor: RerunCursor, dryRun: Bool) {
    let changed = step.changed.map { Article($0, dryRun: dryRun) }
    articles = (changed + step.left.map { Article($0, dryRun: dryRun) })
      .sorted { $0.number < $1.number }
    through = cursor.through.rawValue
    end = cursor.end.rawValue
    readCount = cursor.readCount
    changedCount = cursor.changedCount
    leftCount = cursor.leftCount
    isDone = cursor.isAtEnd
  }

  /// Takes in what came behind it.
  package mutating func add(_ next: RerunReport) {
    let before = articles
    self = next
    articles = before + next.articles
  }
}

extension RerunReport.Article {
  fileprivate init(_ article: RereadArticle, dryRun: Bool) {
    let after = article.after
    self.init(
      id: after.id, number: after.number.rawValue, headline: after.article.headline,
      event: "changed", dryRun: dryRun,
      changes: ArticleDifference(from: article.before, to: after).changes, reason: nil, detail: nil)
  }

  fileprivate init(_ article: LeftArticle, dryRun: Bool) {
    self.init(
      id: article.id, number: article.number.rawValue, headline: article.headline, event: "left",
      dryRun: dryRun, changes: [], reason: article.obstacle.kind,
      detail: article.obstacle.description)
  }
}
