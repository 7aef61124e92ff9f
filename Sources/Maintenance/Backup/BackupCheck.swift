internal import Model
internal import State
package import Storage

/// `winnow backup --verify DIR`: reads every byte of a backup and names the files that are not what they
/// were.
package struct BackupCheck: Sendable {
  /// What was found.
  package struct Report: Sendable {
    /// When the backup was made, in milliseconds since 1970.
    package var finished: Int64 = 0
    package var originalCount = 0
    package var pieceCount = 0
    /// A sentence for each file that is damaged or gone.
    package var damage: [String] = []
  }

  private let folder: FilePath
  private let files: any FileSystem

  package init(of folder: FilePath, files: any FileSystem = POSIXFileSystem()) {
    self.folder = folder
    self.files = files
  }

  /// Runs it; `progress` hears what is read.
  ///
  /// Throws `PipelineFailure`: `.missing` where there is no backup, `.damaged` for its manifest.
  package func run(_ progress: (String) -> Void = { _ in }) throws -> Report {
    do {
      let store = BackupFolder.reading(folder, on: files)
      guard let manifest = try store.manifest() else { throw PipelineFailure.noBackup(folder) }
      var report = Report(finished: manifest.time)
      let pieces = manifest.pieces.sorted()
      progress("reading \(pieces.count) pieces")
      for piece in pieces where try store.piece(piece) == nil {
        report.damage.append(try Self.sentence(store, store.path(ofPiece: piece)))
      }
      report.pieceCount = pieces.count
      for part in manifest.originals {
        progress("reading originals \(part.subfolder)")
        // A list that does not read back has been named among the pieces.
        guard let list = try store.list(part) else { continue }
        for entry in list.entries {
          let path = store.path(ofOriginal: entry.original)
          if try store.digest(of: path)?.digest != entry.file {
            report.damage.append(try Self.sentence(store, path))
          }
        }
        report.originalCount += list.entries.count
      }
      report.originalCount = manifest.originalCount ?? report.originalCount
      return report
    } catch let error as StorageError {
      throw PipelineFailure(error)
    }
  }

  private static func sentence(_ store: BackupFolder, _ path: FilePath) throws -> String {
    try store.files.exists(path)
      ? "\(path.printable) is damaged: its bytes are not those that were copied"
      : "\(path.printable) is gone"
  }
}

extension PipelineFailure {
  /// A folder that holds no finished backup.
  static func noBackup(_ folder: FilePath) -> PipelineFailure {
    PipelineFailure(
      .missing,
      "\(folder.printable) holds no finished backup. Make one: winnow backup \(folder.printable)")
  }
}
