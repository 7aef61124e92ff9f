package import Storage

/// A state that `winnow restore` was ended in: what lies in it is a part of one, and must not be worked
/// on.
package struct UnfinishedRestore: Sendable {
  /// Names the backup; is there from the first step of a restore to its last.
  private static func note(_ paths: StatePaths) -> FilePath { paths.state.appending("restoring") }

  /// Names the backup of a restore that is done, until the state is opened for work.
  private static func doneNote(_ paths: StatePaths) -> FilePath {
    paths.state.appending("restored")
  }

  /// The names that a restore gives to its notes.
  package static func notes(_ paths: StatePaths) -> [FilePath] {
    [note(paths), note(paths).appendingSuffix(".tmp"), doneNote(paths)]
  }

  /// True where a restore of that backup was interrupted, or is done and nobody has worked on the state
  /// since: then it may be done again.
  package static func isRepeatable(
    _ paths: StatePaths, from backup: FilePath, _ files: any FileSystem
  ) throws(StorageError) -> Bool {
    if try self.backup(paths, files) != nil { return true }
    let note = doneNote(paths)
    guard try files.exists(note) else { return false }
    return try files.readFile(note, limit: 1 << 16) == backup.bytes + [0x0A]
  }

  /// Notes that somebody works on the state from here on.
  package static func forget(_ paths: StatePaths, _ files: any FileSystem) throws(StorageError) {
    let note = doneNote(paths)
    if try files.exists(note) { try files.remove(note) }
  }

  /// The backup that was being restored; nil where no restore was interrupted.
  package static func backup(_ paths: StatePaths, _ files: any FileSystem) throws(StorageError)
    -> FilePath?
  {
    let note = note(paths)
    guard try files.exists(note) else { return nil }
    return FilePath(bytes: Array(try files.readFile(note, limit: 1 << 16).prefix { $0 != 0x0A }))
  }

  /// Notes that a restore begins, durably.
  package static func begin(
    _ paths: StatePaths, from backup: FilePath, _ files: any FileSystem
  ) throws(StorageError) {
    try files.replaceFile(note(paths), with: backup.bytes + [0x0A])
  }

  /// Notes that it is done, durably.
  package static func end(_ paths: StatePaths, _ files: any FileSystem) throws(StorageError) {
    try files.rename(note(paths), to: doneNote(paths), .replace)
    try files.syncFolder(paths.state)
  }

  /// Throws `PipelineFailure` where a restore was interrupted, with the command that finishes it.
  package static func refuse(_ paths: StatePaths, _ files: any FileSystem) throws {
    guard let backup = try backup(paths, files) else { return }
    throw PipelineFailure(
      .damaged,
      "A restore into \(paths.state.printable) was not finished. Run it again: winnow restore"
        + " \(backup.printable)")
  }
}
