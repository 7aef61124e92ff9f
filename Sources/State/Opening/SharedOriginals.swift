package import Archive
internal import Glibc
package import Storage

/// Originals of a cluster's nodes in a folder that all of them share: each node's archive is a folder of its
/// name there, and the place of its own archive a symbolic link to that.
package struct SharedOriginals: Sendable {
  /// The folder that all nodes share.
  private let folder: FilePath
  private let files = POSIXFileSystem()

  package init(in folder: FilePath) { self.folder = folder }

  /// Sees to it that the node's originals go there from now on.
  ///
  /// Throws `PipelineFailure` where the folder is not there, as one that is not mounted, and where the node has
  /// originals in a place of its own already.
  package func attach(_ paths: StatePaths, node: String) throws {
    guard try files.exists(folder) else {
      throw PipelineFailure(
        .configuration,
        "cluster.originals: there is no \(folder.printable). Is it mounted? winnow does not make it, so that nothing lands"
          + " on a disk that nobody shares")
    }
    let own = folder.appending(node)
    try files.makeFolders(paths.spool)
    if let target = Self.target(of: paths.archive) {
      guard target == own else {
        throw PipelineFailure(
          .configuration,
          "\(paths.archive.printable) is a link to \(target.printable), and cluster.originals says \(own.printable)."
            + " Move the originals there, and let the link lead to it")
      }
      try files.makeFolders(own)
      return
    }
    if try files.exists(paths.archive) {
      guard try files.entries(of: paths.archive).isEmpty else {
        throw PipelineFailure(
          .configuration,
          "\(paths.archive.printable) holds originals, and cluster.originals is set. Move them once, with winnowd stopped:"
            + " mv \(paths.archive.printable) \(own.printable) && ln -s \(own.printable) \(paths.archive.printable)"
        )
      }
      try files.removeFolder(paths.archive)
    }
    try files.makeFolders(own)
    guard unsafe symlink(own.string, paths.archive.string) == 0 else {
      throw PipelineFailure(
        .disk,
        "\(paths.archive.printable) cannot be made a link to \(own.printable): \(unsafe String(cString: strerror(errno)))"
      )
    }
    try files.syncFolder(paths.spool)
  }

  /// The archives of the other nodes, where this one's lies in a shared folder; else none.
  private static func others(of paths: StatePaths) -> [FilePath] {
    guard let own = target(of: paths.archive) else { return [] }
    let found = try? POSIXFileSystem().entries(of: own.parent).filter { $0.kind == .folder }
    return (found ?? []).map { own.parent.appending(name: $0.name) }.filter { $0 != own }
  }

  /// What the state's archive holds, for who only reads, and those of the others.
  ///
  /// `own`: The state's, where it is open already.
  package static func all(of paths: StatePaths, own: OriginalStore? = nil) -> ArchivedOriginals {
    let files = POSIXFileSystem()
    return ArchivedOriginals(
      own ?? OriginalStore(folder: paths.archive, fileSystem: files),
      others: others(of: paths).map { OriginalStore(folder: $0, fileSystem: files) },
      isPart: (try? NodeRecord.read(paths, files)) != nil)
  }

  /// What a symbolic link says; nil where there is none.
  private static func target(of path: FilePath) -> FilePath? {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = unsafe readlink(path.string, &buffer, buffer.count)
    guard count > 0, count < buffer.count else { return nil }
    return FilePath(bytes: buffer.prefix(count).map { UInt8(bitPattern: $0) })
  }
}
