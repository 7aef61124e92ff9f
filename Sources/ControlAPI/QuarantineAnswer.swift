package import FoundationEssentials

/// What `POST /quarantine/ACTION` answers, as one JSON object: a sentence for each file.
package struct QuarantineAnswer: Codable, Sendable, Equatable {
  package var done: [String]
  package var failed: [String]

  package init(done: [String], failed: [String]) {
    self.done = done
    self.failed = failed
  }

  /// One line of JSON.
  package func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// Reads what `json()` wrote.
  package init(json: Data) throws {
    self = try JSONDecoder().decode(QuarantineAnswer.self, from: json)
  }

  /// The target that asks for an action on jobs, or on all that were set aside for a reason.
  package static func target(_ action: String, on jobs: [String], orAllFor why: String?) -> String {
    let parameters =
      jobs.map { "job=\(PercentEncoding.encoded($0))" }
      + (why.map { ["reason=\(PercentEncoding.encoded($0))"] } ?? [])
    return "/quarantine/\(action)?\(parameters.joined(separator: "&"))"
  }
}
