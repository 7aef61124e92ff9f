internal import Storage

/// The inbox, held by its descriptor for one look or one batch.
///
/// Below it every folder belongs to strangers, who may exchange it for a link or another folder at any
/// moment: so a place in it is found component by component, following no link, and what is done
/// there is done in the folder that was found.
struct HeldInbox: Sendable {
  /// A name in a folder that is held.
  struct Location: Sendable {
    var folder: any FolderHandle
    var name: [UInt8]
  }

  let root: any FolderHandle

  init(_ spool: Spool, _ files: any FileSystem) throws(StorageError) {
    root = try files.openFolder(spool.inbox)
  }

  /// The place of a path of raw bytes below the inbox. Throws what `isGone` says where a folder of it is
  /// no folder any more.
  func location(_ path: [UInt8]) throws(StorageError) -> Location {
    let (folder, name) = Self.split(path)
    return Location(folder: try root.folder(folder), name: name)
  }

  /// What lies at a path; nil when nothing does.
  func status(of path: [UInt8]) throws(StorageError) -> FileStatus? {
    do {
      let location = try location(path)
      return try location.folder.status(of: location.name)
    } catch {
      if error.isGone { return nil }
      throw error
    }
  }

  /// Splits a path below the inbox into its folder's path (empty for the inbox) and its name.
  static func split(_ path: [UInt8]) -> (folder: [UInt8], name: [UInt8]) {
    guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return ([], path) }
    return (Array(path[..<slash]), Array(path[(slash + 1)...]))
  }
}
