package import Storage

/// The folders that files pass through, on one mount: `inbox/`, `claimed/`, `quarantine/` and
/// `archive/` below one root.
package struct Spool: Sendable, Hashable {
  package let root: FilePath

  package init(root: FilePath) { self.root = root }

  /// Where scrapers drop files; a folder in it names the source.
  package var inbox: FilePath { root.appending(name: Array("inbox".utf8)) }
  /// Files that jobs work on, by job id.
  package var claimed: FilePath { root.appending(name: Array("claimed".utf8)) }
  /// Files that were set aside, by job id, each beside its reason.
  package var quarantine: FilePath { root.appending(name: Array("quarantine".utf8)) }
  /// Where the archive of originals lies.
  package var archive: FilePath { root.appending(name: Array("archive".utf8)) }

  /// Makes what is missing. The inbox is made for its group (2770), the others for the service.
  package func prepare(_ files: any FileSystem) throws(StorageError) {
    if try !files.exists(inbox) {
      try files.makeFolders(root)
      try files.makeFolders(inbox, permissions: 0o2770)
    }
    for folder in [claimed, quarantine, archive] { try files.makeFolders(folder) }
  }

  /// Verifies that a file can be renamed from the inbox into each other folder, by doing it.
  ///
  /// Device numbers prove nothing: two bind mounts of one file system share theirs and still refuse.
  /// Throws `SpoolError` with the two folders.
  package func verifyRename(_ files: any FileSystem) throws(SpoolError) {
    let name = Array(".winnow-rename-check".utf8)
    var path = inbox.appending(name: name)
    do throws(StorageError) {
      for folder in [inbox, claimed, quarantine, archive] {
        // Left behind by a check that was interrupted.
        let leftover = folder.appending(name: name)
        if try files.exists(leftover) { try files.remove(leftover) }
      }
      _ = try files.open(path, .create)
    } catch {
      throw SpoolError.unusable(error)
    }
    defer { try? files.remove(path) }
    for folder in [claimed, quarantine, archive, inbox] {
      let target = folder.appending(name: name)
      do {
        try files.rename(path, to: target, .replace)
      } catch {
        if error.errno == .improperLink {
          throw SpoolError.separateMounts(path.parent, folder)
        }
        throw SpoolError.unusable(error)
      }
      path = target
    }
  }

  /// The source that a path below the inbox belongs to: its first folder, as text.
  package static func source(of path: [UInt8]) -> String? {
    guard let slash = path.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    return String(decoding: path[..<slash], as: UTF8.self)
  }

  /// Whether a name says that its file is still being written: it starts with `.` or ends in `.tmp`
  /// or `.part`.
  package static func isTemporary(_ name: [UInt8]) -> Bool {
    name.first == UInt8(ascii: ".") || name.suffix(4).elementsEqual(".tmp".utf8)
      || name.suffix(5).elementsEqual(".part".utf8)
  }
}
