package import Model
package import Storage

/// What is known about the inbox: what the last scan saw, less what was claimed since.
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
  mutating func leave(_ claim: Claim) {
    let path = claim.file.path
    let end = path.firstIndex(of: UInt8(ascii: "/")) ?? 0
    let source = String(decoding: path[..<end], as: UTF8.self)
    guard let count = waiting[source] else { return }
    let left = count - 1 - claim.sidecars.count
    waiting[source] = left > 0 ? left : nil
  }
}
