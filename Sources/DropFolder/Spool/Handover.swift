package import Storage

/// Handing a file over so that the daemon never sees a part of it: `winnow put`.
package enum Handover {
  /// Copies a file into the inbox (below `source`, when given) and returns its path below the
  /// inbox: written under a name that starts with `.`, synced, renamed, folder synced.
  ///
  /// A file that has the name already stays; ours then gets `-2`, `-3`, … before its ending. Memory
  /// is bounded whatever the file's size.
  package static func put(
    _ file: any FileHandle, name: [UInt8], into inbox: FilePath, source: String? = nil,
    fileSystem files: any FileSystem
  ) throws(StorageError) -> [UInt8] {
    if try !files.exists(inbox) { try files.makeFolders(inbox, permissions: 0o2770) }
    var folder = try files.openFolder(inbox)
    var prefix: [UInt8] = []
    if let source {
      let bytes = Array(source.utf8)
      guard isPlainName(bytes), !Spool.isTemporary(bytes) else {
        throw StorageError(
          operation: .makeFolder, path: inbox.appending(name: bytes), errno: .invalidArgument)
      }
      prefix = bytes + [UInt8(ascii: "/")]
      // A link of that name is refused: it may lead anywhere.
      folder = try folder.makeFolders(bytes, permissions: 0o2770)
    }
    guard isPlainName(name) else {
      throw StorageError(
        operation: .create, path: folder.path.appending(name: name), errno: .invalidArgument)
    }
    let temporary = Array(".put-\(String(UInt64.random(in: 0 ... .max), radix: 36)).part".utf8)
    do {
      try folder.copy(file, as: temporary, permissions: 0o660)
      let wanted = visible(name)
      assert(!Spool.isTemporary(wanted), "the daemon would never take it")
      let name = try publish(temporary, in: folder, as: wanted, in: folder)
      try folder.sync()
      return prefix + name
    } catch {
      try? folder.remove(temporary)
      throw error
    }
  }

  /// A name that the daemon takes: temporary names are given another beginning or ending.
  private static func visible(_ name: [UInt8]) -> [UInt8] {
    var visible = Array(name.drop { $0 == UInt8(ascii: ".") })
    while Spool.isTemporary(visible) {
      visible.removeLast(visible.suffix(4).elementsEqual(".tmp".utf8) ? 4 : 5)
    }
    return visible.isEmpty ? Array("file".utf8) : visible
  }

  /// Renames to `wanted`, or where that is taken to the same name with `-2`, `-3`, … before its ending.
  static func publish(
    _ name: [UInt8], in source: any FolderHandle, as wanted: [UInt8], in folder: any FolderHandle
  ) throws(StorageError) -> [UInt8] {
    var candidate = wanted
    for number in 2...10_000 {
      do {
        try source.rename(name, to: folder, as: candidate, .failIfPresent)
        return candidate
      } catch {
        if error.errno != .fileExists { throw error }
      }
      let dot = wanted.lastIndex(of: UInt8(ascii: ".")) ?? wanted.count
      let suffix = Array("-\(number)".utf8) + wanted[dot...]
      candidate = wanted[..<dot].prefix(max(1, 255 - suffix.count)) + suffix
    }
    throw StorageError(
      operation: .rename, path: folder.path.appending(name: wanted), errno: .fileExists)
  }
}
