internal import Ledger
internal import Model
internal import NearDuplicates

extension JobEvent {
  /// The version that this build writes. It reads four before too: 3 knows no moved stories, 3 and 4 no
  /// change feed, 3 to 5 no articles that were read again, and none of them a cluster.
  package static let payloadVersion: UInt8 = 7

  /// The record's type in the journal.
  package var type: UInt16 {
    switch self {
    case .claiming: 1
    case .started: 2
    case .decided: 3
    case .finished: 4
    case .forgotten: 5
    }
  }

  /// The payload as `docs/JOURNAL_FORMAT.md` lays it out.
  package func encoded() -> [UInt8] {
    var writer = PayloadWriter()
    switch self {
    case .claiming(let claims): writer.write(list: claims) { $0.write(claim: $1) }
    case .started(let attempts):
      writer.write(list: attempts) { writer, attempt in
        writer.write(attempt.job)
        writer.write(attempt.number)
      }
    case .decided(let batch):
      writer.write(list: batch.decisions) { $0.write(decision: $1) }
      writer.write(list: batch.progress) { $0.write(progress: $1) }
      writer.write(list: batch.closings) { $0.write(closing: $1) }
      writer.write(list: batch.attachments) { $0.write(attachment: $1) }
      writer.write(list: batch.learned) { $0.write(learned: $1) }
      writer.write(list: batch.moves) { $0.write(move: $1) }
      writer.write(feed: batch.feed)
      writer.write(list: batch.rereads) { $0.write(reread: $1) }
      writer.write(optional: batch.offers) { writer, offers in
        writer.write(list: offers) { $0.write($1) }
      }
    case .finished(let jobs): writer.write(list: jobs) { $0.write($1) }
    case .forgotten(let numbers, let why, let feed):
      writer.write(list: numbers) { $0.write($1.rawValue) }
      writer.write(why)
      writer.write(feed: feed)
    }
    return writer.bytes
  }

  /// Reads one record's payload.
  ///
  /// Throws for a payload that ends early, holds an impossible length, has bytes left over, or is
  /// of a type or version that this build does not know.
  package init(type: UInt16, version: UInt8, payload: [UInt8]) throws(PayloadError) {
    guard (3...Self.payloadVersion).contains(version) else {
      throw .unknown(type: type, version: version)
    }
    var reader = PayloadReader(payload)
    switch type {
    case 1: self = .claiming(try reader.readList { r throws(PayloadError) in try r.readClaim() })
    case 2:
      self = .started(
        try reader.readList { r throws(PayloadError) in
          Attempt(job: try r.readString(), number: try r.readInt())
        })
    case 3:
      self = .decided(
        DecisionBatch(
          decisions: try reader.readList { r throws(PayloadError) in try r.readDecision() },
          progress: try reader.readList { r throws(PayloadError) in try r.readProgress() },
          closings: try reader.readList { r throws(PayloadError) in try r.readClosing() },
          attachments: try reader.readList { r throws(PayloadError) in try r.readAttachment() },
          learned: try reader.readList { r throws(PayloadError) in try r.readLearned() },
          moves: version == 3
            ? [] : try reader.readList { r throws(PayloadError) in try r.readMove() },
          feed: version < 5 ? FeedPart() : try reader.readFeed(),
          rereads: version < 6
            ? [] : try reader.readList { r throws(PayloadError) in try r.readReread() },
          offers: version < 7
            ? nil
            : try reader.readOptional { r throws(PayloadError) in
              try r.readList { r throws(PayloadError) in try r.readUInt64() }
            }))
    case 4: self = .finished(try reader.readList { r throws(PayloadError) in try r.readString() })
    case 5:
      self = .forgotten(
        numbers: try reader.readList { r throws(PayloadError) in
          DecisionNumber(try r.readUInt64())
        },
        why: try reader.readString(), feed: version < 5 ? FeedPart() : try reader.readFeed())
    default: throw .unknown(type: type, version: version)
    }
    guard reader.isAtEnd else { throw .invalid(at: payload.count) }
  }
}

extension PayloadWriter {
  mutating func write(stamp: FileStamp) {
    write(stamp.inode)
    writeSigned(stamp.size)
    writeSigned(stamp.modified)
  }

  mutating func write(claim: JobClaim) {
    write(claim.job)
    write(claim.location.rawValue)
    write(claim.file)
    write(optional: claim.source) { $0.write($1) }
    write(stamp: claim.stamp)
    writeSigned(claim.arrival)
    write(list: claim.sidecars) { writer, sidecar in
      writer.write(sidecar.file)
      writer.write(stamp: sidecar.stamp)
    }
    write(optional: claim.refusal) { $0.write(refusal: $1) }
  }

  mutating func write(refusal: Refusal) {
    write(refusal.outcome.rawValue)
    write(refusal.reason.rawValue)
    write(refusal.detail)
    write(refusal.remedy)
  }

  mutating func write(decision: Decision) {
    write(decision.job)
    write(decision.ordinal)
    write(decision.number.rawValue)
    write(decision.outcome.rawValue)
    write(decision.copyDecision)
    write(decision.boilerplateVersion)
  }

  mutating func write(learned: LearnedLines) {
    write(learned.source)
    write(learned.version)
    write(list: learned.lines) { $0.write(UInt64($1)) }
  }

  mutating func write(feed: FeedPart) {
    write(feed.first)
    write(list: feed.amended) { $0.write($1.rawValue) }
  }

  mutating func write(reread: Reread) {
    write(reread.stage.rawValue)
    write(list: reread.numbers) { $0.write($1.rawValue) }
  }

  mutating func write(change: Change) {
    write(change.number)
    write(UInt64(change.event.rawValue))
    write(change.article.rawValue)
  }

  mutating func write(move: StoryMove) {
    write(move.number.rawValue)
    write(move.story.rawValue)
  }

  mutating func write(_ decision: CopyDecision) {
    write(optional: decision.copyOf) { $0.write($1.rawValue) }
    write(optional: decision.kind) { $0.write($1.rawValue) }
    write(decision.similarity)
    write(list: decision.sharedSpans) { writer, span in
      writer.write(UInt64(span.start))
      writer.write(UInt64(span.otherStart))
      writer.write(UInt64(span.wordCount))
    }
    write(list: decision.contains) { $0.write($1.rawValue) }
    write(list: decision.containedBy) { $0.write($1.rawValue) }
    write(decision.story.rawValue)
    write(decision.head.rawValue)
  }

  mutating func write(attachment: Attachment) {
    write(attachment.sidecar)
    write(attachment.page)
  }

  mutating func write(progress: Progress) {
    write(progress.job)
    write(progress.position)
    write(progress.recordCount)
    write(list: progress.rejected.sorted { $0.key < $1.key }) { writer, pair in
      writer.write(pair.key)
      writer.write(pair.value)
    }
    write(progress.indexedCount)
    write(progress.duplicateCount)
  }

  mutating func write(closing: Closing) {
    write(closing.job)
    write(closing.outcome.rawValue)
    write(optional: closing.ending.refusal) { $0.write(refusal: $1) }
    write(closing.digest)
    write(closing.format)
    write(closing.isContainer ? 1 : 0)
    write(list: closing.notes) { $0.write($1) }
    write(list: closing.sidecarDigests) { $0.write($1) }
    writeSigned(closing.time)
  }
}

extension PayloadReader {
  mutating func readStamp() throws(PayloadError) -> FileStamp {
    FileStamp(inode: try readUInt64(), size: try readSigned(), modified: try readSigned())
  }

  mutating func readClaim() throws(PayloadError) -> JobClaim {
    let job = try readString()
    guard let location = JobClaim.Location(rawValue: try readUInt64()) else {
      throw .invalid(at: 0)
    }
    return JobClaim(
      job: job, location: location, file: try readBytes(),
      source: try readOptional { r throws(PayloadError) in try r.readString() },
      stamp: try readStamp(), arrival: try readSigned(),
      sidecars: try readList { r throws(PayloadError) in
        SidecarClaim(file: try r.readBytes(), stamp: try r.readStamp())
      },
      refusal: try readOptional { r throws(PayloadError) in try r.readRefusal() })
  }

  mutating func readRefusal() throws(PayloadError) -> Refusal {
    let outcome = try readOutcome()
    guard let reason = RefusalReason(rawValue: try readString()) else { throw .invalid(at: 0) }
    let (detail, remedy) = (try readString(), try readString())
    guard !detail.isEmpty else { throw .invalid(at: 0) }
    return Refusal(outcome: outcome, reason: reason, detail: detail, remedy: remedy)
  }

  mutating func readOutcome() throws(PayloadError) -> Outcome {
    guard let outcome = Outcome(rawValue: try readString()) else { throw .invalid(at: 0) }
    return outcome
  }

  mutating func readNumber() throws(PayloadError) -> DecisionNumber {
    DecisionNumber(try readUInt64())
  }

  mutating func readDecision() throws(PayloadError) -> Decision {
    Decision(
      job: try readString(), ordinal: try readInt(), number: try readNumber(),
      outcome: try readOutcome(), copyDecision: try readCopyDecision(),
      boilerplateVersion: try readUInt64())
  }

  mutating func readLearned() throws(PayloadError) -> LearnedLines {
    LearnedLines(
      source: try readString(), version: try readUInt64(),
      lines: try readList { r throws(PayloadError) in
        UInt32(truncatingIfNeeded: try r.readUInt64())
      })
  }

  mutating func readMove() throws(PayloadError) -> StoryMove {
    StoryMove(number: try readNumber(), story: try readNumber())
  }

  mutating func readFeed() throws(PayloadError) -> FeedPart {
    FeedPart(
      first: try readChangeNumber(),
      amended: try readList { r throws(PayloadError) in try r.readNumber() })
  }

  mutating func readReread() throws(PayloadError) -> Reread {
    guard let stage = RerunStage(rawValue: try readString()) else { throw .invalid(at: 0) }
    return Reread(
      stage: stage,
      numbers: try readList { r throws(PayloadError) in try r.readNumber() })
  }

  mutating func readChange() throws(PayloadError) -> Change {
    let number = try readChangeNumber()
    guard let event = UInt8(exactly: try readUInt64()).flatMap(ChangeEvent.init(rawValue:)) else {
      throw .invalid(at: 0)
    }
    return Change(number: number, event: event, article: try readNumber())
  }

  /// Numbers of the feed stay exact in programs that keep numbers as IEEE doubles.
  private mutating func readChangeNumber() throws(PayloadError) -> UInt64 {
    let number = try readUInt64()
    guard number < 1 << 53 else { throw .invalid(at: 0) }
    return number
  }

  mutating func readCopyDecision() throws(PayloadError) -> CopyDecision {
    let copyOf = try readOptional { r throws(PayloadError) in try r.readNumber() }
    let kindName = try readOptional { r throws(PayloadError) in try r.readString() }
    return CopyDecision(
      copyOf: copyOf, kind: kindName.flatMap(CopyKind.init(rawValue:)),
      similarity: try readDouble(),
      sharedSpans: try readList { r throws(PayloadError) in
        SharedSpan(
          start: UInt32(truncatingIfNeeded: try r.readUInt64()),
          otherStart: UInt32(truncatingIfNeeded: try r.readUInt64()),
          wordCount: UInt32(truncatingIfNeeded: try r.readUInt64()))
      },
      contains: try readList { r throws(PayloadError) in try r.readNumber() },
      containedBy: try readList { r throws(PayloadError) in try r.readNumber() },
      story: try readNumber(), head: try readNumber())
  }

  mutating func readAttachment() throws(PayloadError) -> Attachment {
    Attachment(sidecar: try readString(), page: try readString())
  }

  mutating func readProgress() throws(PayloadError) -> Progress {
    let job = try readString()
    let position = try readBytes()
    let count = try readInt()
    let rejected = try readList { r throws(PayloadError) in (try r.readString(), try r.readInt()) }
    return Progress(
      job: job, position: position, recordCount: count,
      rejected: Dictionary(rejected, uniquingKeysWith: { $0 + $1 }),
      indexedCount: try readInt(), duplicateCount: try readInt())
  }

  mutating func readClosing() throws(PayloadError) -> Closing {
    let job = try readString()
    let outcome = try readOutcome()
    let refusal = try readOptional { r throws(PayloadError) in try r.readRefusal() }
    guard let ending = Ending(recorded: outcome, refusal) else { throw .invalid(at: 0) }
    let digest = try readString()
    let format = try readString()
    let isContainer = try readUInt64() == 1
    let notes = try readList { r throws(PayloadError) in try r.readString() }
    let sidecarDigests = try readList { r throws(PayloadError) in try r.readString() }
    return Closing(
      job: job, ending: ending, digest: digest, sidecarDigests: sidecarDigests, format: format,
      isContainer: isContainer, notes: notes, time: try readSigned())
  }
}
