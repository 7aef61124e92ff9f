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

  /// How the names of the files begin that `verifyRename` makes.
  private static let checkPrefix = ".winnow-rename-check-"

  /// Verifies that a file can be renamed from folder to folder, by doing it.
  ///
  /// Device numbers prove nothing: two bind mounts of one file system share theirs and still refuse.
  /// Its name is a new one each time, so that nothing in the inbox can stand in its way, and who
  /// takes it away from there has proved nothing either. Throws `SpoolError` with the two folders.
  package func verifyRename(_ files: any FileSystem) throws(SpoolError) {
    let name = Array((Self.checkPrefix + String(UInt64.random(in: 0 ... .max), radix: 36)).utf8)
    let order = [claimed, quarantine, archive, inbox, claimed]
    var here = order[0]
    do throws(StorageError) {
      for folder in Set(order) { try removeLeftovers(in: folder, files) }
      _ = try files.openFolder(here).open(name, .create)
    } catch {
      throw SpoolError.unusable(error)
    }
    defer { try? files.openFolder(here).remove(name) }
    for folder in order.dropFirst() {
      do throws(StorageError) {
        try files.openFolder(here).rename(
          name, to: files.openFolder(folder), as: name, .failIfPresent)
        here = folder
      } catch {
        if error.errno == .improperLink { throw SpoolError.separateMounts(here, folder) }
        // A stranger has taken it out of the inbox: so names can be taken from there.
        if here == inbox && error.errno == .noSuchFileOrDirectory { return }
        throw SpoolError.unusable(error)
      }
    }
  }

  /// Removes what a check that was killed has left; what is no file of ours stays.
  private func removeLeftovers(
    in folder: FilePath, _ files: any FileSystem
  ) throws(StorageError) {
    // In the inbox a look through all names would cost too much at every start.
    if folder == inbox { return }
    let held = try files.openFolder(folder)
    var found: [[UInt8]] = []
    try held.list { entry in
      if entry.name.starts(with: Self.checkPrefix.utf8) { found.append(entry.name) }
      return .next
    }
    for name in found { try? held.remove(name) }
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
