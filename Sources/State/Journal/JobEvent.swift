package import Ledger
package import Model
package import NearDuplicates

/// A file's identity when it was seen: enough to know it again, and to notice a change.
package struct FileStamp: Sendable, Hashable {
  package var inode: UInt64
  /// In bytes.
  package var size: Int64
  /// In nanoseconds since 1970.
  package var modified: Int64

  package init(inode: UInt64, size: Int64, modified: Int64) {
    self.inode = inode
    self.size = size
    self.modified = modified
  }
}

/// One file taken for work, as written to the journal before it is moved.
package struct JobClaim: Sendable, Equatable {
  /// Where the bytes lie while the job runs.
  package enum Location: UInt64, Sendable {
    /// Moved from the inbox to `claimed/<job id>`.
    case claimed = 0
    /// Left where it is: `winnow ingest` reads files in state.
    case external = 1
  }

  /// A ULID.
  package var job: String
  package var location: Location
  /// Path below the inbox, or as given to `winnow ingest`; raw bytes.
  package var file: [UInt8]
  package var source: String?
  package var stamp: FileStamp
  /// When winnow took it, in milliseconds since 1970.
  package var arrival: Int64
  /// Sidecar files taken along: name below the inbox, and the stamp.
  package var sidecars: [SidecarClaim]
  /// Set where the file must not be read: a link, a FIFO, too large, … It is set aside.
  package var refusal: Refusal?

  package init(
    job: String, location: Location, file: [UInt8], source: String?, stamp: FileStamp,
    arrival: Int64,
    sidecars: [SidecarClaim] = [], refusal: Refusal? = nil
  ) {
    self.job = job
    self.location = location
    self.file = file
    self.source = source
    self.stamp = stamp
    self.arrival = arrival
    self.sidecars = sidecars
    self.refusal = refusal
  }
}

/// A sidecar that was present when its page was claimed.
package struct SidecarClaim: Sendable, Equatable {
  package var file: [UInt8]
  package var stamp: FileStamp

  package init(file: [UInt8], stamp: FileStamp) {
    self.file = file
    self.stamp = stamp
  }
}

/// What was decided about one record of a file.
package struct Decision: Sendable, Equatable {
  package var job: String
  /// The record's 1-based position in its file.
  package var ordinal: Int
  package var number: DecisionNumber
  package var outcome: Outcome
  package var copyDecision: CopyDecision
  /// Version of the source's boilerplate that the article was read with.
  package var boilerplateVersion: UInt64

  package init(
    job: String, ordinal: Int, number: DecisionNumber, outcome: Outcome,
    copyDecision: CopyDecision, boilerplateVersion: UInt64 = 0
  ) {
    self.job = job
    self.ordinal = ordinal
    self.number = number
    self.outcome = outcome
    self.copyDecision = copyDecision
    self.boilerplateVersion = boilerplateVersion
  }
}

/// How far a file has been read: everything up to `position` is decided.
package struct Progress: Sendable, Equatable {
  package var job: String
  /// The reader's position, opaque to the journal.
  package var position: [UInt8]
  /// Records read so far.
  package var recordCount: Int
  /// Records that were rejected so far, by reason.
  package var rejected: [String: Int]
  package var indexedCount: Int
  package var duplicateCount: Int

  package init(
    job: String, position: [UInt8] = [], recordCount: Int = 0, rejected: [String: Int] = [:],
    indexedCount: Int = 0, duplicateCount: Int = 0
  ) {
    self.job = job
    self.position = position
    self.recordCount = recordCount
    self.rejected = rejected
    self.indexedCount = indexedCount
    self.duplicateCount = duplicateCount
  }
}

/// The end of a job: how, and what was learned of the file on the way.
package struct Closing: Sendable, Equatable {
  package var job: String
  package var ending: Ending
  /// `sha256:…`; empty where the bytes were never read.
  package var digest: String
  /// Digests of the sidecars that were read along, in the order of the claim.
  package var sidecarDigests: [String]
  /// The format as sniffed, for example `gzip+warc`.
  package var format: String
  /// True when article ids of this job carry `-N`.
  package var isContainer: Bool
  package var notes: [String]
  /// Decided at, in milliseconds since 1970.
  package var time: Int64

  package init(
    job: String, ending: Ending, digest: String = "", sidecarDigests: [String] = [],
    format: String = "", isContainer: Bool = false, notes: [String] = [], time: Int64
  ) {
    self.job = job
    self.ending = ending
    self.digest = digest
    self.sidecarDigests = sidecarDigests
    self.format = format
    self.isContainer = isContainer
    self.notes = notes
    self.time = time
  }

  /// The job's outcome.
  package var outcome: Outcome { ending.outcome }
}

/// A sidecar that was joined to its page, whichever of them came first.
package struct Attachment: Sendable, Equatable {
  /// The sidecar's job.
  package var sidecar: String
  /// The page's job.
  package var page: String

  package init(sidecar: String, page: String) {
    self.sidecar = sidecar
    self.page = page
  }
}

/// What is decided together: one journal record, one ledger transaction, those of the index.
package struct DecisionBatch: Sendable, Equatable {
  package var decisions: [Decision]
  package var progress: [Progress]
  package var closings: [Closing]
  package var attachments: [Attachment]
  /// What the decisions taught about their sources.
  package var learned: [LearnedLines]
  /// Articles that changed their story when stories were looked at again.
  package var moves: [StoryMove]
  /// Where its entries stand in the change feed, and which articles it changes beside its own.
  package var feed: FeedPart
  /// Articles decided before that were read again.
  package var rereads: [Reread]
  /// The offers to a cluster's log that are answered and settled by this; nil where this machine itself
  /// has decided.
  package var offers: [UInt64]?

  package init(
    decisions: [Decision] = [], progress: [Progress] = [], closings: [Closing] = [],
    attachments: [Attachment] = [], learned: [LearnedLines] = [], moves: [StoryMove] = [],
    feed: FeedPart = FeedPart(), rereads: [Reread] = [], offers: [UInt64]? = nil
  ) {
    self.decisions = decisions
    self.progress = progress
    self.closings = closings
    self.attachments = attachments
    self.learned = learned
    self.moves = moves
    self.feed = feed
    self.rereads = rereads
    self.offers = offers
  }

  /// Its entries of the change feed. Those of a record from before there was one have the numbers of
  /// the decisions, as ledgers of that time were numbered.
  package var changes: [Change] {
    if offers != nil { return [] }
    return feed.first == 0
      ? decisions.map {
        Change(number: $0.number.rawValue, event: .decided, article: $0.number)
      } : feed.changes(.decided, of: decisions.map(\.number))
  }

  /// True when nothing was decided.
  package var isEmpty: Bool {
    decisions.isEmpty && progress.isEmpty && closings.isEmpty && attachments.isEmpty
      && moves.isEmpty && feed.amended.isEmpty && rereads.isEmpty
  }
}

/// A job that begins to run, for the first time or again.
package struct Attempt: Sendable, Equatable {
  package var job: String
  /// 1 for the first.
  package var number: Int

  package init(job: String, number: Int) {
    self.job = job
    self.number = number
  }
}

/// One entry of the journal: the truth about jobs and decisions.
package enum JobEvent: Sendable, Equatable {
  /// Written before the files are moved out of the inbox.
  case claiming([JobClaim])
  case started([Attempt])
  case decided(DecisionBatch)
  /// Written when ledger, index and archive hold everything; the claimed file may go.
  case finished([String])
  /// Articles taken out on request.
  case forgotten(numbers: [DecisionNumber], why: String, feed: FeedPart = FeedPart())
}
