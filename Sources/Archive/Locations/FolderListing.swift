internal import Storage

/// What the archive's folder holds.
struct FolderListing {
  /// The segments that count: of several revisions the highest.
  var segments: [SegmentID] = []
  /// Lower revisions of the same segments, which an interruption has left.
  var superseded: [SegmentID] = []
  /// Numbers of the location tables, ascending.
  var tables: [UInt64] = []
  var hasFormerLayout = false
  /// Unfinished files.
  var leftovers: [FilePath] = []

  /// How the names of files begin that get their own names when they are whole.
  static let temporaryPrefix = Array(".new-".utf8)

  init(_ folder: FilePath, on files: any FileSystem) throws(StorageError) {
    var newest: [UInt64: SegmentID] = [:]
    for entry in try Self.entries(folder, files) {
      if entry.name.starts(with: Self.temporaryPrefix) {
        leftovers.append(folder.appending(name: entry.name))
      }
      guard entry.kind == .folder else { continue }
      if FormerLayout.isFolderName(entry.name) { hasFormerLayout = true }
      guard SegmentID.isFolderName(entry.name) else { continue }
      let subfolder = folder.appending(name: entry.name)
      for file in try Self.entries(subfolder, files) {
        if file.name.starts(with: Self.temporaryPrefix) {
          leftovers.append(subfolder.appending(name: file.name))
        }
        guard let id = SegmentID(fileName: file.name) else { continue }
        guard let other = newest[id.number] else {
          newest[id.number] = id
          continue
        }
        newest[id.number] = max(id, other)
        superseded.append(min(id, other))
      }
    }
    segments = newest.values.sorted()
    let tableFolder = Catalogue.tableFolder(in: folder)
    for entry in try Self.entries(tableFolder, files) {
      if let number = Catalogue.tableNumber(entry.name) {
        tables.append(number)
      } else {
        leftovers.append(tableFolder.appending(name: entry.name))
      }
    }
    tables.sort()
  }

  private static func entries(
    _ folder: FilePath, _ files: any FileSystem
  ) throws(StorageError) -> [FolderEntry] {
    do {
      return try files.entries(of: folder)
    } catch {
      if error.errno == .noSuchFileOrDirectory { return [] }
      throw error
    }
  }
}
