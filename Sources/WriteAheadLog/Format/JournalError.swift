package import Model
package import Storage

/// Why the journal does not do what it was asked.
package enum JournalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Something that was acknowledged is damaged. Nothing was changed on disk; exit code 65, and
  /// `winnow journal salvage` saves what is left.
  case damaged(JournalDamage)
  /// Written by a newer program.
  case newerFormat(path: FilePath)
  /// Written by an earlier program in a format that this one does not read.
  case olderFormat(path: FilePath)
  /// A write or sync failed before: what it had in hand may be lost, and nothing is acknowledged any
  /// more. Only a new start can tell what is on the disk.
  case poisoned(StorageError)
  /// No space for the next segment; nothing was written, and the append may be tried again.
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
    case .olderFormat(let path):
      """
      \(path.printable) was written by an earlier winnow, in a format that this one does not read; \
      move the state folder aside and hand its originals over again
      """
    case .poisoned(let cause):
      "the journal stopped, since \(cause); check the disk, then start again"
    case .outOfSpace(let cause): "no space for the journal: \(cause); free some space"
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
