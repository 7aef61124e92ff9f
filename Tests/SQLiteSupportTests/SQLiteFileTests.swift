import Foundation
import Testing

@testable import SQLiteSupport

@Suite struct SQLiteFileTests {
  let folder: Folder
  let path: String

  init() throws {
    folder = try Folder()
    path = folder.file("notes.sqlite")
  }

  /// Notes with a text; from version 2 on with a colour, which is green for older ones.
  static let format = SQLiteFormat(
    kind: "notebook", applicationID: 0x4E4F_5445,
    migrations: [
      SQLiteFormat.Migration("notes") { db in
        try db.execute(sql: "CREATE TABLE note (text TEXT NOT NULL)")
      },
      SQLiteFormat.Migration("colours") { db in
        try db.execute(sql: "ALTER TABLE note ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'")
      },
    ])
  static var older: SQLiteFormat {
    var format = Self.format
    format.migrations.removeLast()
    return format
  }

  private func open(
    _ access: SQLiteAccess, _ format: SQLiteFormat = format
  ) throws -> SQLiteFile {
    try SQLiteFile(path: path, format: format, access: access)
  }

  private func add(_ text: String, to file: SQLiteFile) throws {
    try file.write { try $0.execute(sql: "INSERT INTO note(text) VALUES (?)", arguments: [text]) }
  }

  private func texts(_ file: SQLiteFile) throws -> [String] {
    try file.read { try String.fetchAll($0, sql: "SELECT text FROM note ORDER BY text") }
  }

  private func problem(_ access: SQLiteAccess, _ format: SQLiteFormat = format) throws
    -> SQLiteFileError
  {
    try #require(throws: SQLiteFileError.self) { try open(access, format) }
  }

  @Test("what is written is there after closing and opening again, for writing and for reading")
  func reopening() throws {
    let written = try open(.writing)
    try add("one", to: written)
    try written.close()
    for access in [SQLiteAccess.writing, .reading, .inspecting] {
      let file = try open(access)
      #expect(try texts(file) == ["one"])
      try file.close()
    }
  }

  @Test("a commit is synced in full, and the journal is a write-ahead log")
  func durability() throws {
    let (synchronous, mode) = try open(.writing).write { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA synchronous"),
        try String.fetchOne(db, sql: "PRAGMA journal_mode")
      )
    }
    #expect(synchronous == 2)
    #expect(mode == "wal")
  }

  @Test("a transaction that throws leaves nothing behind, and its error is passed on")
  func undone() throws {
    struct Stop: Error {}
    let file = try open(.writing)
    #expect(throws: Stop.self) {
      try file.write { db in
        try db.execute(sql: "INSERT INTO note(text) VALUES ('half')")
        throw Stop()
      }
    }
    #expect(try texts(file) == [])
  }

  @Test("a reader may not write, and says so", arguments: [SQLiteAccess.reading, .inspecting])
  func readOnly(access: SQLiteAccess) throws {
    try open(.writing).close()
    let file = try open(access)
    let error = try #require(throws: SQLiteFileError.self) { try add("no", to: file) }
    #expect(error.problem == .readOnly && error.path == path)
  }

  @Test("a reader beside the writer sees what is committed meanwhile")
  func besideWriter() throws {
    let writer = try open(.writing)
    let reader = try open(.reading)
    try add("later", to: writer)
    #expect(try texts(reader) == ["later"])
  }

  @Test(
    "a reader of a file that is not there makes none",
    arguments: [SQLiteAccess.reading, .inspecting])
  func missing(access: SQLiteAccess) throws {
    let error = try problem(access)
    #expect(error.problem == .missing)
    #expect(error.description.contains("no notebook here yet"))
    #expect(try folder.content.isEmpty)
  }

  @Test("a file of an older format is migrated by a writer, with what is in it")
  func migration() throws {
    let old = try open(.writing, Self.older)
    try add("old", to: old)
    try old.close()
    #expect(try problem(.reading).problem == .older(version: 1))
    #expect(try problem(.inspecting).description.contains("older winnow (format 1"))
    let file = try open(.writing)
    try add("new", to: file)
    let colours = try file.read { try String.fetchAll($0, sql: "SELECT colour FROM note") }
    #expect(colours == ["green", "green"])
    #expect(try file.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 2)
    #expect(try texts(open(.reading)) == ["new", "old"])
  }

  @Test("a step that fails leaves the file in its version, and the next opening takes it again")
  func failedStep() throws {
    let old = try open(.writing, Self.older)
    try add("old", to: old)
    try old.close()
    var failing = Self.format
    failing.migrations[1] = SQLiteFormat.Migration("colours") { db in
      try db.execute(sql: "ALTER TABLE note ADD COLUMN colour TEXT; DROP TABLE nothing")
    }
    guard case .failed = try problem(.writing, failing).problem else {
      Issue.record("the step should have failed")
      return
    }
    #expect(try open(.reading, Self.older).format.version == 1)
    #expect(try texts(open(.writing)) == ["old"])
  }

  @Test("a file of a newer format is refused by its number, and left as it is")
  func newer() throws {
    let file = try open(.writing)
    try file.write { try $0.execute(sql: "PRAGMA user_version = 9") }
    try file.close()
    let before = try folder.content
    for access in [SQLiteAccess.writing, .inspecting] {
      let error = try problem(access)
      #expect(error.problem == .newer(version: 9))
      #expect(error.description.contains("newer winnow (format 9 of the notebook)"))
      #expect(try folder.content == before)
    }
  }

  @Test("a database of another program, or no database at all, is named and left as it is")
  func foreign() throws {
    try Database(path: path).execute(sql: "CREATE TABLE mine (a)")
    let before = try folder.content
    #expect(try problem(.writing).problem == .foreign(detail: "a database of another program"))
    #expect(try problem(.reading).problem == .foreign(detail: "a database of another program"))
    #expect(try folder.content == before)
    let text = Data(String(repeating: "This is somebody's diary. ", count: 100).utf8)
    try text.write(to: URL(filePath: path))
    #expect(try problem(.writing).problem == .foreign(detail: "not an SQLite database"))
    #expect(try folder.content == ["notes.sqlite": text])
  }

  @Test("an empty file is no database to a reader, and a new one to a writer")
  func emptyFile() throws {
    try Data().write(to: URL(filePath: path))
    #expect(try problem(.inspecting).problem == .missing)
    let file = try open(.writing)
    try add("first", to: file)
    #expect(try texts(file) == ["first"])
  }

  @Test("damage is found, and reading it is an error with a remedy, not a trap")
  func damage() throws {
    let file = try open(.writing)
    for number in 0..<400 { try add(String(repeating: "\(number) ", count: 40), to: file) }
    #expect(try file.findDamage() == [])
    try file.close()
    var bytes = try Data(contentsOf: URL(filePath: path))
    for index in stride(from: 8_192, to: bytes.count, by: 64) { bytes[index] ^= 0x5A }
    try bytes.write(to: URL(filePath: path))
    let damaged = try open(.inspecting)
    #expect(try !damaged.findDamage().isEmpty)
    let error = try #require(throws: SQLiteFileError.self) { try texts(damaged) }
    guard case .damaged = error.problem else {
      Issue.record("\(error)")
      return
    }
    #expect(error.description.contains("winnow rebuild"))
  }

  @Test("a write while another process holds the lock says that the file is busy")
  func busy() throws {
    try open(.writing).close()
    var options = SQLiteFile.Options()
    options.busySeconds = 0.01
    let file = try SQLiteFile(path: path, format: Self.format, access: .writing, options: options)
    let other = try Database(path: path)
    try other.execute(sql: "BEGIN IMMEDIATE")
    let error = try #require(throws: SQLiteFileError.self) { try add("no", to: file) }
    #expect(error.problem == .busy)
    try other.execute(sql: "ROLLBACK")
    try add("yes", to: file)
  }

  @Test("what is deleted is overwritten where that is asked for")
  func overwriting() throws {
    var options = SQLiteFile.Options()
    options.overwritesDeleted = true
    let file = try SQLiteFile(path: path, format: Self.format, access: .writing, options: options)
    try add("xylophonic secret", to: file)
    try file.write { try $0.execute(sql: "DELETE FROM note") }
    try file.close()
    for (name, bytes) in try folder.content {
      #expect(bytes.range(of: Data("xylophonic".utf8)) == nil, "in \(name)")
    }
  }

  @Test("a snapshot that SQLite gave up taking is tried once more; twice is damage")
  func contention() throws {
    let file = try open(.writing)
    // SQLITE_PROTOCOL, as it comes of contention and of damaged shared memory alike.
    let contention = DatabaseError(code: 15, message: "locking protocol")
    var attempts = 0
    let found = try file.read { db in
      attempts += 1
      if attempts == 1 { throw contention }
      return try Int.fetchOne(db, sql: "SELECT count(*) FROM note")
    }
    #expect(found == 0)
    #expect(attempts == 2)
    let error = #expect(throws: SQLiteFileError.self) {
      try file.read { _ throws -> Int in throw contention }
    }
    guard case .damaged = error?.problem else {
      Issue.record("\(String(describing: error)) is not taken for damage")
      return
    }
  }
}
