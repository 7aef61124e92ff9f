package import Storage

/// Why a history segment cannot be read.
package enum HistoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The segment's header does not read back: none of its entries can be told from another's.
  case damaged(path: FilePath)
  /// One or more blocks do not read back; the entries of the others do.
  case blocksDamaged(path: FilePath, damage: [HistoryDamage])
  case newerFormat(path: FilePath)
  case olderFormat(path: FilePath)
  /// An entry is longer than a block can be.
  case entryTooLong(byteCount: Int)

  /// A sentence for a person: what happened, and what to do.
  package var description: String {
    switch self {
    case .damaged(let path):
      "the history in \(path.printable) does not read back; check the disk"
    case .blocksDamaged(let path, let damage):
      "the history in \(path.printable) has lost \(damage.reduce(0) { $0 + $1.entries.count }) "
        + "entries, from entry \(damage.first?.entries.lowerBound ?? 0) on; check the disk"
    case .newerFormat(let path):
      "\(path.printable) was written by a newer winnow; use that version"
    case .olderFormat(let path): JournalError.olderFormat(path: path).description
    case .entryTooLong(let count):
      "a history entry holds at most \(HistoryBlock.entryByteLimit) bytes, not \(count)"
    }
  }
}
