internal import FoundationEssentials

/// What a node tells the others of itself, every few seconds: a line of JSON in the log's table of nodes.
package struct NodeReport: Codable, Sendable, Equatable {
  /// Decisions that its ledger has.
  package var decisions: UInt64
  /// Files claimed and not finished.
  package var openJobs: Int
  /// Files that wait in its inbox.
  package var waiting: Int
  /// What it does, in a word.
  package var activity: String

  package init(decisions: UInt64, openJobs: Int, waiting: Int, activity: String) {
    self.decisions = decisions
    self.openJobs = openJobs
    self.waiting = waiting
    self.activity = activity
  }

  /// Nil for what no version wrote.
  init?(json: String) {
    guard let report = try? JSONDecoder().decode(NodeReport.self, from: Data(json.utf8)) else {
      return nil
    }
    self = report
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
