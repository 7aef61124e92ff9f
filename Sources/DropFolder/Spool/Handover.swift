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
    var folder = inbox
    var prefix: [UInt8] = []
    if let source {
      let bytes = Array(source.utf8)
      guard isName(bytes), !Spool.isTemporary(bytes) else {
        throw StorageError(
          operation: .makeFolder, path: inbox.appending(name: bytes), errno: .invalidArgument)
      }
      folder = inbox.appending(name: bytes)
      prefix = bytes + [UInt8(ascii: "/")]
      try files.makeFolders(folder, permissions: 0o2770)
    }
    guard isName(name) else {
      throw StorageError(
        operation: .create, path: folder.appending(name: name), errno: .invalidArgument)
    }
    let temporary = folder.appending(
      name: Array(".put-\(String(UInt64.random(in: 0 ... .max), radix: 36)).part".utf8))
    do {
      try copy(file, to: temporary, files)
      let wanted = visible(name)
      assert(!Spool.isTemporary(wanted), "the daemon would never take it")
      let name = try publish(temporary, as: wanted, in: folder, files)
      try files.syncFolder(folder)
      return prefix + name
    } catch {
      try? files.remove(temporary)
      throw error
    }
  }

  private static func isName(_ name: [UInt8]) -> Bool {
    (1...255).contains(name.count) && !name.contains(UInt8(ascii: "/")) && !name.contains(0)
      && name != Array(".".utf8) && name != Array("..".utf8)
  }

  /// A name that the daemon takes: temporary names are given another beginning or ending.
  private static func visible(_ name: [UInt8]) -> [UInt8] {
    var visible = Array(name.drop { $0 == UInt8(ascii: ".") })
    while Spool.isTemporary(visible) {
      visible.removeLast(visible.suffix(4).elementsEqual(".tmp".utf8) ? 4 : 5)
    }
    return visible.isEmpty ? Array("file".utf8) : visible
  }

  private static func copy(
    _ file: any FileHandle, to temporary: FilePath, _ files: any FileSystem
  ) throws(StorageError) {
    let target = try files.open(temporary, .create(permissions: 0o660))
    var offset: UInt64 = 0
    while true {
      let piece = try file.read(at: offset, count: 1 << 20)
      if piece.isEmpty { break }
      try target.write(piece, at: offset)
      offset += UInt64(piece.count)
    }
    try target.sync(.everything)
  }

  private static func publish(
    _ temporary: FilePath, as name: [UInt8], in folder: FilePath, _ files: any FileSystem
  ) throws(StorageError) -> [UInt8] {
    var candidate = name
    for number in 2...10_000 {
      do {
        try files.rename(temporary, to: folder.appending(name: candidate), .failIfPresent)
        return candidate
      } catch {
        if error.errno != .fileExists { throw error }
      }
      let dot = name.lastIndex(of: UInt8(ascii: ".")) ?? name.count
      let suffix = Array("-\(number)".utf8) + name[dot...]
      candidate = name[..<dot].prefix(max(1, 255 - suffix.count)) + suffix
    }
    throw StorageError(operation: .rename, path: folder.appending(name: name), errno: .fileExists)
  }
}
