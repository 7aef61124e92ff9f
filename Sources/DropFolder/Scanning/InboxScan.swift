internal import Model
import Storage

/// One look at all names in the inbox, without looking at any file.
struct InboxScan {
  /// A temporary name is looked at for its age; not for more than so many of them.
  static let temporaryLookLimit = 1_000

  /// Names to be claimed, from all folders in turn: no folder is crowded out by a full one.
  private(set) var names: [[UInt8]] = []
  /// Whether names were left out for want of space.
  private(set) var isTruncated = false
  /// Files that wait, by source ("" for the inbox itself).
  private(set) var waiting: [String: Int] = [:]
  private(set) var temporaryCount = 0
  /// Paths of the first temporary names.
  private(set) var temporaries: [[UInt8]] = []
  private(set) var folderCount = 0
  /// Folders that could not be listed, with the reason.
  private(set) var failures: [StorageError] = []
  /// Folders whose files cannot be found, by path, each with the reason; the first of them.
  private(set) var obstacles: [[UInt8]: Refusal] = [:]
  /// Folders in which there is nothing at all, by path; the first of them. None of a source's own.
  private(set) var empties: [[UInt8]] = []

  /// Obstacles and empty folders that are remembered.
  private static let exampleLimit = 1_000

  private let inbox: HeldInbox
  private let options: DropFolderOptions
  private var spare: [[UInt8]] = []

  init(_ inbox: HeldInbox, _ options: DropFolderOptions) {
    self.inbox = inbox
    self.options = options
  }

  /// Visits all folders, keeping at most `limit` names that `wants` wants. `arm` is called with each
  /// folder's path before it is listed, so that nothing can come between listing and watching.
  mutating func run(
    limit: Int, foldersBefore: Int, wants: ([UInt8]) -> Bool,
    arm: ([UInt8], any FolderHandle) -> Void
  ) throws(StorageError) {
    let share = max(64, limit / max(1, foldersBefore))
    var folders: [(path: [UInt8], depth: Int)] = [([], 0)]
    while let folder = folders.popLast() {
      folderCount += 1
      do {
        let held = try inbox.root.folder(folder.path)
        arm(folder.path, held)
        try list(folder, held, share: share, limit: limit, wants: wants, found: &folders)
      } catch {
        // The inbox itself must be there; a folder in it may go, or be exchanged, at any time.
        if folder.path.isEmpty || error.isShortage { throw error }
        if error.isGone { continue }
        if failures.count < 16 { failures.append(error) }
        note(folder.path, .unlisted(error.errno.description))
      }
    }
    let extra = spare.prefix(max(0, limit - names.count))
    isTruncated = isTruncated || extra.count < spare.count
    names += extra
    assert(names.count <= max(0, limit), "a scan keeps no more than was asked for")
  }

  private mutating func list(
    _ folder: (path: [UInt8], depth: Int), _ held: any FolderHandle, share: Int, limit: Int,
    wants: ([UInt8]) -> Bool,
    found folders: inout [(path: [UInt8], depth: Int)]
  ) throws(StorageError) {
    let prefix = folder.path.isEmpty ? [] : folder.path + [UInt8(ascii: "/")]
    let source = Spool.source(of: prefix) ?? ""
    var (kept, count, entryCount) = (0, 0, 0)
    try held.list { entry in
      entryCount += 1
      if Spool.isTemporary(entry.name) {
        temporaryCount += 1
        if temporaries.count < Self.temporaryLookLimit { temporaries.append(prefix + entry.name) }
        return .next
      }
      if entry.kind == .folder {
        let path = prefix + entry.name
        if path.count > options.folderPathByteLimit {
          note(path, .tooDeep(limit: options.folderPathByteLimit))
        } else if folderCount + folders.count >= options.folderLimit {
          note(path, .tooManyFolders(limit: options.folderLimit))
        } else {
          folders.append((path, folder.depth + 1))
        }
        return .next
      }
      count += 1
      let name = prefix + entry.name
      guard wants(name) else { return .next }
      if kept < share && names.count < limit {
        names.append(name)
        kept += 1
      } else if spare.count < limit {
        spare.append(name)
      } else {
        isTruncated = true
      }
      return .next
    }
    if count > 0 { waiting[source, default: 0] += count }
    if entryCount == 0 && folder.depth > 1 && empties.count < Self.exampleLimit {
      empties.append(folder.path)
    }
  }

  private mutating func note(_ path: [UInt8], _ refusal: Refusal) {
    if obstacles.count < Self.exampleLimit { obstacles[path] = refusal }
  }
}
