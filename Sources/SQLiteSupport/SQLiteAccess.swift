/// What a database file is opened for.
package enum SQLiteAccess: Sendable, Equatable {
  /// For reading and writing; the file is made when it is missing, and migrated when it is older.
  case writing
  /// For reading, also beside a writer in another process. SQLite may make its `-wal` and `-shm`
  /// files beside a file at rest.
  case reading
  /// For reading without changing a byte in the folder, also where a writer was killed and left
  /// `-wal` and `-shm` behind. A writer that starts meanwhile may spoil what is read, so the caller
  /// holds the state's lock or knows that nobody does.
  case inspecting
}
