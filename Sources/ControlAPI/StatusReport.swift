package import FoundationEssentials

/// What `winnow status` shows, and what `GET /status` answers, as one JSON object.
package struct StatusReport: Codable, Sendable, Equatable {
  /// The one word that says how things stand.
  package enum Verdict: String, Codable, Sendable {
    case starting, idle, working, attention, draining, stopped
  }

  package var verdict: Verdict
  /// The verdict in a sentence, with what to do next where something is to be done.
  package var message: String
  package var version: String
  package var processID: Int32?
  /// Seconds since 1970.
  package var startedAt: Int64?
  package var stages: [Stage]
  package var inbox: Inbox
  /// Jobs claimed and not finished.
  package var openJobs: Int
  /// Seconds until the backlog is done at the rate of the last five minutes.
  package var estimatedSecondsLeft: Int?
  /// Jobs by outcome, since the state was made.
  package var outcomes: [String: Int]
  package var articles: Int
  package var stories: Int
  package var failures: [Failure]
  package var journal: Journal?
  package var disk: Disk?
  package var sources: [Source]
  package var spool: String
  package var state: String

  /// One stage of the pipeline.
  package struct Stage: Codable, Sendable, Equatable {
    package var name: String
    package var queued: Int
    package var running: Int
    package var done: Int
    /// Age of the oldest piece of work in the stage, in seconds.
    package var oldestSeconds: Double?
    /// Pieces a second over the last 1, 5 and 15 minutes.
    package var rates: [Double]
    /// Time a piece took, in milliseconds: the median and the 99th percentile of the last 1,024.
    package var medianMilliseconds: Double?
    package var p99Milliseconds: Double?
    /// A declared, bounded wait, for example `disk full`.
    package var waitingFor: String?

    package init(
      name: String, queued: Int = 0, running: Int = 0, done: Int = 0,
      oldestSeconds: Double? = nil, rates: [Double] = [0, 0, 0],
      medianMilliseconds: Double? = nil, p99Milliseconds: Double? = nil, waitingFor: String? = nil
    ) {
      self.name = name
      self.queued = queued
      self.running = running
      self.done = done
      self.oldestSeconds = oldestSeconds
      self.rates = rates
      self.medianMilliseconds = medianMilliseconds
      self.p99Milliseconds = p99Milliseconds
      self.waitingFor = waitingFor
    }
  }

  /// What lies in the inbox.
  package struct Inbox: Codable, Sendable, Equatable {
    /// Files that wait to be taken.
    package var waiting: Int
    /// Files under a temporary name: being written, or left behind.
    package var temporary: Int
    /// Age of the oldest temporary name, in seconds.
    package var oldestTemporarySeconds: Int64?

    package init(waiting: Int = 0, temporary: Int = 0, oldestTemporarySeconds: Int64? = nil) {
      self.waiting = waiting
      self.temporary = temporary
      self.oldestTemporarySeconds = oldestTemporarySeconds
    }
  }

  /// Jobs that ended without an article, by reason, with the last of them.
  package struct Failure: Codable, Sendable, Equatable {
    package var outcome: String
    package var reason: String
    package var count: Int
    package var lastJob: String
    package var lastFile: String
    package var lastDetail: String
    package var remedy: String

    package init(
      outcome: String, reason: String, count: Int, lastJob: String, lastFile: String,
      lastDetail: String, remedy: String
    ) {
      self.outcome = outcome
      self.reason = reason
      self.count = count
      self.lastJob = lastJob
      self.lastFile = lastFile
      self.lastDetail = lastDetail
      self.remedy = remedy
    }
  }

  /// The write-ahead log.
  package struct Journal: Codable, Sendable, Equatable {
    package var bytes: Int64
    package var segments: Int
    package var lastSyncMilliseconds: Double?
    package var durableLSN: UInt64

    package init(
      bytes: Int64, segments: Int, lastSyncMilliseconds: Double? = nil, durableLSN: UInt64
    ) {
      self.bytes = bytes
      self.segments = segments
      self.lastSyncMilliseconds = lastSyncMilliseconds
      self.durableLSN = durableLSN
    }
  }

  /// Room on the disk of spool and state, whichever has less.
  package struct Disk: Codable, Sendable, Equatable {
    package var freeBytes: Int64
    package var totalBytes: Int64
    package var lowWaterBytes: Int64
    /// Hours until low water at the rate of the last 15 minutes.
    package var hoursLeft: Double?

    package init(
      freeBytes: Int64, totalBytes: Int64, lowWaterBytes: Int64, hoursLeft: Double? = nil
    ) {
      self.freeBytes = freeBytes
      self.totalBytes = totalBytes
      self.lowWaterBytes = lowWaterBytes
      self.hoursLeft = hoursLeft
    }
  }

  /// One scraper, by the folder it drops into; the empty name is the inbox itself.
  package struct Source: Codable, Sendable, Equatable {
    package var name: String
    package var outcomes: [String: Int]
    /// Seconds since 1970.
    package var lastArrival: Int64

    package init(name: String, outcomes: [String: Int], lastArrival: Int64) {
      self.name = name
      self.outcomes = outcomes
      self.lastArrival = lastArrival
    }
  }

  package init(
    verdict: Verdict, message: String, version: String, processID: Int32? = nil,
    startedAt: Int64? = nil, stages: [Stage] = [], inbox: Inbox = Inbox(), openJobs: Int = 0,
    estimatedSecondsLeft: Int? = nil, outcomes: [String: Int] = [:], articles: Int = 0,
    stories: Int = 0, failures: [Failure] = [], journal: Journal? = nil, disk: Disk? = nil,
    sources: [Source] = [], spool: String, state: String
  ) {
    self.verdict = verdict
    self.message = message
    self.version = version
    self.processID = processID
    self.startedAt = startedAt
    self.stages = stages
    self.inbox = inbox
    self.openJobs = openJobs
    self.estimatedSecondsLeft = estimatedSecondsLeft
    self.outcomes = outcomes
    self.articles = articles
    self.stories = stories
    self.failures = failures
    self.journal = journal
    self.disk = disk
    self.sources = sources
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
