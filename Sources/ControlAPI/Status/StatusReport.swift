package import FoundationEssentials

/// What `winnow status` shows, and what `GET /status` answers, as one JSON object.
package struct StatusReport: Codable, Sendable, Equatable {
  /// The one word that says how things stand.
  package enum Verdict: String, Codable, Sendable {
    case starting, idle, working, attention, draining, stopped
    /// Whoever asks may not know, or no answer came that says it.
    case unknown
  }

  package var verdict: Verdict
  /// The verdict in a sentence, with what to do next where something is to be done.
  package var message: String
  /// What keeps the state from being worked on, with the command that is right. Beside `stopped` it asks
  /// for attention all the same; who waits for a daemon goes by the verdict alone.
  package var problem: String?
  package var version: String
  package var processID: Int32?
  package var startedAt: WireTime?
  package var stages: [Stage] = []
  package var inbox = Inbox()
  /// Jobs claimed and not finished.
  package var openJobs = 0
  /// Seconds until the backlog is done at the rate of the last five minutes.
  package var estimatedSecondsLeft: Int?
  /// Jobs by outcome, since the state was made.
  package var outcomes: [String: Int] = [:]
  package var articles = 0
  package var stories = 0
  package var failures: [Failure] = []
  /// Files in quarantine about which nobody has decided; nil when no daemon answers.
  package var quarantined: Int?
  package var journal: Journal?
  package var disk: Disk?
  package var sources: [Source] = []
  /// What is wrong with sources; nil where it is not known: no daemon answers, or their past is being read.
  package var sourceProblems: [SourceProblem]?
  /// Nil on a single machine.
  package var cluster: Cluster?
  package var spool: String
  package var state: String

  package init(verdict: Verdict, message: String, version: String, spool: String, state: String) {
    self.verdict = verdict
    self.message = message
    self.version = version
    self.spool = spool
    self.state = state
  }

  /// One line of JSON, keys sorted, for programs and for `GET /status`.
  package func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// Reads what `json()` wrote.
  package init(json: Data) throws {
    self = try JSONDecoder().decode(StatusReport.self, from: json)
  }
}
