package import FoundationEssentials

/// What `POST /articles/forget` answers, as one JSON object.
package struct TakedownAnswer: Codable, Sendable, Equatable {
  /// One article that was taken out, or would be.
  package struct Entry: Codable, Sendable, Equatable {
    package var id: String
    package var headline: String?
    /// What became of the file that it came from, in sentences.
    package var originals: [String]

    package init(id: String, headline: String?, originals: [String] = []) {
      self.id = id
      self.headline = headline
      self.originals = originals
    }
  }

  /// Whether nothing was done: it was only asked what would be.
  package var dryRun: Bool
  package var articles: [Entry]
  /// What remains to be known, a sentence each.
  package var notes: [String]
  /// What stays and may be meant too, with what takes it: a sentence each. Nil in answers of daemons of
  /// before.
  package var hints: [String]?

  package init(
    dryRun: Bool, articles: [Entry], notes: [String] = [], hints: [String] = []
  ) {
    self.dryRun = dryRun
    self.articles = articles
    self.notes = notes
    self.hints = hints
  }

  /// One line of JSON.
  package func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// Reads what `json()` wrote.
  package init(json: Data) throws {
    self = try JSONDecoder().decode(TakedownAnswer.self, from: json)
  }

  /// The target that asks for it.
  package static func target(_ parameters: [(name: String, value: String)]) -> String {
    "/articles/forget?"
      + parameters.map { "\($0.name)=\(PercentEncoding.encoded($0.value))" }.joined(separator: "&")
  }
}
