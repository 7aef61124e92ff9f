package import Model
import SQLiteSupport

extension FullTextIndex {
  /// Puts entries into the index, takes `removed` out, and notes articles that are in another story now,
  /// with their copies; durable on return. At or below the index' own LSN it changes nothing. An entry
  /// whose number is there already replaces it. One caller at a time.
  ///
  /// Each slice has a transaction of its own; the newest, which notes the LSN, comes last. When a crash
  /// falls between two of them, the same changes are made again, with the same result.
  package func apply(
    _ entries: [IndexEntry], moving moves: [(number: DecisionNumber, story: DecisionNumber)] = [],
    removing removed: [DecisionNumber] = [], lsn: UInt64
  ) throws {
    guard access == .writing else { throw try newest().error(.readOnly) }
    guard lsn > (try appliedLSN()) else { return }
    let count = sliceCount
    var changes: [Int: SliceChanges] = [:]
    for entry in entries {
      changes[try slice(for: entry.number).number, default: SliceChanges()].entries.append(entry)
    }
    let last = try newest()
    for number in removed where Int64(bitPattern: number.rawValue) < last.numbers.upperBound {
      changes[try slice(for: number).number, default: SliceChanges()].removed.append(number)
    }
    for (number, cluster) in try clusters(of: entries) {
      changes[try slice(for: number).number]?.clusters[number] = cluster
    }
    let moves = moves.map {
      (number: Int64(bitPattern: $0.number.rawValue), story: Int64(bitPattern: $0.story.rawValue))
    }
    for slice in try current() {
      var change = changes[slice.number] ?? SliceChanges()
      if slice.number == last.number || !change.entries.isEmpty {
        change.moves = moves
      } else {
        change.moves = try moves.filter { try slice.hasMember(ofCluster: $0.number) }
      }
      if slice.number == last.number {
        try slice.apply(change, lsn: lsn)
      } else if !change.isEmpty {
        try slice.apply(change, lsn: nil)
      }
    }
    if sliceCount > count { for slice in try current().dropLast() { try slice.seal() } }
  }

  /// True while a file may hold bytes of what was taken out.
  package func holdsDeleted() throws -> Bool {
    try current().contains { try $0.stateNumber("deleted") > 0 }
  }

  /// Sees to it that no byte is left of what was taken out; each slice of which something was is written
  /// anew, some seconds for a full one.
  ///
  /// Returns false when a reader that began before still needs what was there: to be called again.
  package func overwriteDeleted() throws -> Bool {
    var isDone = true
    for slice in try current() where try !slice.overwriteDeleted() { isDone = false }
    return isDone
  }

  /// The clusters of the copies among new entries: that of the article which each is a copy of.
  private func clusters(of entries: [IndexEntry]) throws -> [DecisionNumber: Int64] {
    var found: [DecisionNumber: Int64] = [:]
    for entry in entries {
      guard let original = entry.standing?.copyOf, original < entry.number else { continue }
      let number = Int64(bitPattern: original.rawValue)
      // Of the same batch, or in the index by now.
      found[entry.number] =
        try found[original] ?? slice(for: original).clusters(of: [number])[number] ?? number
    }
    return found
  }
}
