package import Ledger
package import Model
package import NearDuplicates

/// What outlives the journal's segments: enough to make ledger and index anew from the originals.
package enum HistoryEntry: Sendable, Equatable {
  /// What was decided, by numbers; read twice it says the same.
  case decisions([Decision])
  /// A job that was finished, with its closing.
  case finished(OpenJob)
  case forgotten(numbers: [DecisionNumber], why: String)
  case attached([Attachment])
  /// What decisions taught about their sources.
  case learned([LearnedLines])
  /// Articles that changed their story, in order; the last word on an article holds.
  case moved([StoryMove])
  /// Entries of the change feed; they bear their numbers, and say the same wherever they stand.
  case changes([Change])

  /// What one entry of the journal leaves to history; `jobs` are the open ones before it.
  package static func entries(for entry: JobEvent, jobs: [String: OpenJob]) -> [HistoryEntry] {
    switch entry {
    case .decided(let batch):
      (batch.decisions.isEmpty ? [] : [.decisions(batch.decisions)])
        + (batch.attachments.isEmpty ? [] : [.attached(batch.attachments)])
        + (batch.learned.isEmpty ? [] : [.learned(batch.learned)])
        + (batch.moves.isEmpty ? [] : [.moved(batch.moves)])
        + (batch.feed.first == 0 ? [] : [.changes(batch.changes)])
    case .finished(let ids):
      ids.compactMap { id in
        jobs[id].flatMap { $0.closing == nil ? nil : .finished($0) }
      }
    case .forgotten(let numbers, let why, let feed):
      [.forgotten(numbers: numbers, why: why)]
        + (feed.first == 0 ? [] : [.changes(feed.changes(.removed, of: numbers))])
    case .claiming, .started: []
    }
  }

  /// The entry's bytes.
  package func encoded() -> [UInt8] {
    var writer = PayloadWriter()
    switch self {
    case .decisions(let decisions):
      writer.write(UInt64(1))
      writer.write(list: decisions) { $0.write(decision: $1) }
    case .finished(let job):
      writer.write(UInt64(2))
      writer.write(openJob: job)
    case .forgotten(let numbers, let why):
      writer.write(UInt64(3))
      writer.write(list: numbers) { $0.write($1.rawValue) }
      writer.write(why)
    case .attached(let attachments):
      writer.write(UInt64(4))
      writer.write(list: attachments) { $0.write(attachment: $1) }
    case .learned(let learned):
      writer.write(UInt64(5))
      writer.write(list: learned) { $0.write(learned: $1) }
    case .moved(let moves):
      writer.write(UInt64(6))
      writer.write(list: moves) { $0.write(move: $1) }
    case .changes(let changes):
      writer.write(UInt64(7))
      writer.write(list: changes) { $0.write(change: $1) }
    }
    return writer.bytes
  }

  /// Reads what `encoded()` wrote.
  package init(decoding bytes: [UInt8]) throws(PayloadError) {
    var reader = PayloadReader(bytes)
    switch try reader.readUInt64() {
    case 1:
      self = .decisions(
        try reader.readList { r throws(PayloadError) in try r.readDecision() })
    case 2: self = .finished(try reader.readOpenJob())
    case 3:
      self = .forgotten(
        numbers: try reader.readList { r throws(PayloadError) in try r.readNumber() },
        why: try reader.readString())
    case 4:
      self = .attached(
        try reader.readList { r throws(PayloadError) in try r.readAttachment() })
    case 5: self = .learned(try reader.readList { r throws(PayloadError) in try r.readLearned() })
    case 6: self = .moved(try reader.readList { r throws(PayloadError) in try r.readMove() })
    case 7: self = .changes(try reader.readList { r throws(PayloadError) in try r.readChange() })
    default: throw .invalid(at: 0)
    }
    guard reader.isAtEnd else { throw .invalid(at: bytes.count) }
  }
}

extension PayloadWriter {
  mutating func write(openJob job: OpenJob) {
    write(claim: job.claim)
    write(job.attemptCount)
    write(progress: job.progress)
    write(optional: job.closing) { $0.write(closing: $1) }
  }
}

extension PayloadReader {
  mutating func readOpenJob() throws(PayloadError) -> OpenJob {
    var job = OpenJob(claim: try readClaim())
    job.attemptCount = try readInt()
    job.progress = try readProgress()
    job.closing = try readOptional { r throws(PayloadError) in try r.readClosing() }
    return job
  }
}
