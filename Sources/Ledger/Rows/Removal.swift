package import Model

/// An article that was taken out on purpose, on record: `winnow forget`.
package struct Removal: Sendable, Equatable {
  package var number: DecisionNumber
  /// The article's id, kept so that copies of it can still name it.
  package var id: String
  /// Milliseconds since 1970.
  package var when: Int64
  /// What the person who asked for it gave as the reason.
  package var why: String

  package init(number: DecisionNumber, id: String, when: Int64, why: String) {
    self.number = number
    self.id = id
    self.when = when
    self.why = why
  }

  /// The job that the article came from.
  package var job: String { id.split(separator: "-").first.map(String.init) ?? id }

  /// Its place in its container; 1 for a file that is one article.
  package var ordinal: Int { id.split(separator: "-").dropFirst().first.flatMap { Int($0) } ?? 1 }
}
