import Glibc

/// What root makes belongs to whoever owns the folder that it lies in: a command that an administrator
/// runs on a service's state must leave nothing there that the service cannot open.
///
/// For every other user nothing happens: they own what they make, or may not make it.
enum FolderOwner {
  /// Gives an open file to the owner of the folder at `folder`.
  static func give(_ file: CInt, ownerOf folder: FilePath) {
    var raw = stat()
    let found = unsafe folder.withPlatformString { unsafe stat($0, &raw) }
    if isRoot, found == 0 { give(file, raw) }
  }

  /// Gives an open file to the owner of an open folder.
  static func give(_ file: CInt, ownerOf folder: CInt) {
    var raw = stat()
    if isRoot, unsafe fstat(folder, &raw) == 0 { give(file, raw) }
  }

  /// Gives an entry of an open folder to the folder's owner; a link is not followed.
  static func give(_ name: FilePath, in folder: CInt) {
    var raw = stat()
    guard isRoot, unsafe fstat(folder, &raw) == 0, raw.st_uid != 0 else { return }
    _ = unsafe name.withPlatformString {
      unsafe fchownat(folder, $0, raw.st_uid, raw.st_gid, AT_SYMLINK_NOFOLLOW)
    }
  }

  /// Gives the entry at `path` to the owner of its folder; a link is not followed.
  static func give(_ path: FilePath) {
    var raw = stat()
    let found = unsafe path.parent.withPlatformString { unsafe stat($0, &raw) }
    guard isRoot, found == 0, raw.st_uid != 0 else { return }
    _ = unsafe path.withPlatformString { unsafe lchown($0, raw.st_uid, raw.st_gid) }
  }

  // Never fails what was made: where it cannot be given away, it is as it was before this rule.
  private static func give(_ file: CInt, _ folder: stat) {
    if folder.st_uid != 0 { _ = fchown(file, folder.st_uid, folder.st_gid) }
  }

  private static var isRoot: Bool { geteuid() == 0 }
}

extension POSIXFileSystem {
  /// Gives files that something else has made (a database, say) to the owner of their folder, when root
  /// runs this; nothing for a file that is not there.
  package func giveToFolderOwner(_ paths: [FilePath]) {
    for path in paths { FolderOwner.give(path) }
  }
}
