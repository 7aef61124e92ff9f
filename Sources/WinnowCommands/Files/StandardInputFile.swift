import Glibc
import Storage

/// Standard input as a file, for what reads files: all of it, in a folder of its own below TMPDIR.
struct StandardInputFile {
  let path: FilePath
  private let folder: FilePath

  /// Reads standard input to its end. Throws `StorageError`.
  init() throws {
    let system = POSIXFileSystem()
    let top = Console.current.environment["TMPDIR"] ?? "/tmp"
    let name = "winnow-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    folder = FilePath(top).appending(name)
    try system.makeFolder(folder, permissions: 0o700)
    path = folder.appending("standard-input")
    let file = try system.open(path, .create(permissions: 0o600))
    var position: UInt64 = 0
    do {
      try Input.read(nil) { bytes in
        try file.write(bytes, at: position)
        position += UInt64(bytes.count)
      }
    } catch {
      remove()
      throw error
    }
  }

  /// Removes it.
  func remove() {
    let system = POSIXFileSystem()
    try? system.remove(path)
    try? system.removeFolder(folder)
  }
}
