package import Model
package import Storage

/// Why the journal does not do what it was asked.
package enum JournalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Something that was acknowledged is damaged. Nothing was changed on disk; exit code 65, and
  /// `winnow journal salvage` saves what is left.
  case damaged(JournalDamage)
  /// Written by a newer program.
  case newerFormat(path: FilePath)
  /// A write or sync failed before: what it had in hand may be lost, and nothing is acknowledged any
  /// more. Only a new start can tell what is on the disk.
  case poisoned(StorageError)
  /// No room for the next segment; nothing was written, and the append may be tried again.
  case outOfSpace(StorageError)
  /// Another call to the disk failed.
  case storage(StorageError)
  case closed
  /// More than `JournalOptions.queuedByteLimit` bytes wait to be written.
  case queueFull
  case payloadTooLong(byteCount: Int)
  case reservedType(UInt16)
  /// A checkpoint may only stand for records that are durable, and not for fewer than the last one.
  case checkpointOutOfOrder(LSN)

  /// A sentence for a person: what happened, and what to do.
  package var description: String {
    switch self {
    case .damaged(let damage): damage.description
    case .newerFormat(let path):
      "\(path.printable) was written by a newer winnow; use that version"
    case .poisoned(let cause):
      "the journal stopped, since \(cause); check the disk, then start again"
    case .outOfSpace(let cause): "no room for the journal: \(cause); free some space"
    case .storage(let cause): "the journal cannot go on: \(cause)"
    case .closed: "the journal is closed"
    case .queueFull: "too much waits to be written to the journal; try again later"
    case .payloadTooLong(let count):
      "a journal record holds at most \(JournalEntry.payloadByteLimit) bytes, not \(count)"
    case .reservedType(let type): "record type \(type) belongs to the journal itself"
    case .checkpointOutOfOrder(let lsn): "no checkpoint is possible at \(lsn)"
    }
  }
}

/// Where the journal is damaged, and what that costs.
package struct JournalDamage: Hashable, Sendable, CustomStringConvertible {
  /// What is wrong at the place.
  package enum Kind: String, Hashable, Sendable {
    case record = "a record that was durable does not read back"
    case segmentHeader = "the segment's header does not read back"
    case segmentMissing = "a segment is missing"
    case segmentCut = "the segment is shorter than it was made"
    case checkpointsMissing =
      "the log begins too late, and no checkpoint stands for what is missing"
  }

  package var kind: Kind
  package var path: FilePath
  /// The damaged bytes of the file; empty when a whole file is missing.
  package var bytes: Range<UInt64>
  /// The first record that is lost.
  package var first: LSN
  /// The last record that is lost; nil when nothing tells how many there were.
  package var last: LSN?

  /// A sentence for a person, with the range at risk.
  package var description: String {
    let range = last.map { "\(first) to \($0)" } ?? "\(first) and what followed"
    return """
      the journal is damaged at \(path.printable), bytes \(bytes.lowerBound) to \(bytes.upperBound): \
      \(kind.rawValue); records at risk: \(range); `winnow journal salvage` saves the rest
      """
  }
}
