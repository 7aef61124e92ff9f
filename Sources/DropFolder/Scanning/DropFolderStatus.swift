package import Model
package import Storage

/// What is known about the inbox: what the last scan saw and what has come since, less what was claimed.
package struct DropFolderStatus: Sendable {
  /// Files that wait, by source; `""` is the inbox itself.
  package var waiting: [String: Int] = [:]
  package var folderCount = 0
  /// Folders that could not be listed; at most 16.
  package var failures: [StorageError] = []
  /// Names that say that their file is still being written; never taken.
  package var temporaryCount = 0
  /// When the oldest of them was changed, in nanoseconds since 1970.
  package var oldestTemporary: Int64?
  /// When the last scan began, in nanoseconds since 1970.
  package var lastScan: Int64?
  /// How long it took, in nanoseconds.
  package var scanDuration: Int64 = 0
  package var candidateCount = 0
  /// Files that have not settled yet, or are to be tried again later.
  package var pausedCount = 0
  /// Files that could not be moved out, each with the reason.
  package var left: [[UInt8]: Refusal] = [:]
  /// Folders without a watch: files in them are found by the rescan only.
  package var unwatchedFolderCount = 0

  /// Takes the files of a claim out of those that wait, as far as the scan had seen them.
  mutating func leave(_ claim: Claim) { count(claim, by: -1) }

  /// Puts the files of a claim that was given up back among those that wait.
  mutating func giveBack(_ claim: Claim) { count(claim, by: 1) }

  private mutating func count(_ claim: Claim, by sign: Int) {
    let source = Self.source(of: claim.file.path)
    let left = (waiting[source] ?? 0) + sign * (1 + claim.sidecars.count)
    waiting[source] = left > 0 ? left : nil
  }

  /// The source that a path below the inbox is of.
  static func source(of path: [UInt8]) -> String {
    String(decoding: path[..<(path.firstIndex(of: UInt8(ascii: "/")) ?? 0)], as: UTF8.self)
  }
}
