import Foundation
import Testing

@testable import SQLiteSupport

/// Opening for inspection changes nothing, however the last writer ended.
@Suite struct InspectionTests {
  let folder: Folder
  let path: String

  init() throws {
    folder = try Folder()
    path = folder.file("notes.sqlite")
  }

  private func inspect(_ path: String) throws -> Int? {
    let file = try SQLiteFile(path: path, format: SQLiteFileTests.format, access: .inspecting)
    defer { try? file.close() }
    return try file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM note") }
  }

  private func write(_ count: Int) throws -> SQLiteFile {
    let file = try SQLiteFile(path: path, format: SQLiteFileTests.format, access: .writing)
    for number in 0..<count {
      try file.write {
        try $0.execute(sql: "INSERT INTO note(text) VALUES (?)", arguments: ["\(number)"])
      }
    }
    return file
  }

  @Test("a file at rest is read without any file beside it")
  func atRest() throws {
    try write(3).close()
    let before = try folder.content
    #expect(before.keys.sorted() == ["notes.sqlite"])
    #expect(try inspect(path) == 3)
    #expect(try folder.content == before)
  }

  @Test("a name with characters that mean something in a URI is opened")
  func oddName() throws {
    try write(2).close()
    let odd = folder.file("100% of #1?.sqlite")
    try FileManager.default.copyItem(atPath: path, toPath: odd)
    #expect(try inspect(odd) == 2)
  }

  @Test("what a killed writer left in its write-ahead file is read, and not a byte is changed")
  func killedWriter() throws {
    let file = try write(3)
    // The files as they lie on the disk while the writer lives are those that a killed one leaves.
    let copy = try Folder()
    for (name, bytes) in try folder.content {
      try bytes.write(to: URL(filePath: copy.file(name)))
    }
    try file.close()
    let before = try copy.content
    #expect(before.keys.sorted() == ["notes.sqlite", "notes.sqlite-shm", "notes.sqlite-wal"])
    #expect(before["notes.sqlite-wal"]?.isEmpty == false)
    #expect(try inspect(copy.file("notes.sqlite")) == 3)
    #expect(try copy.content == before)
  }

  @Test("a living writer is not disturbed")
  func livingWriter() throws {
    let file = try write(3)
    #expect(try inspect(path) == 3)
    try file.write { try $0.execute(sql: "INSERT INTO note(text) VALUES ('more')") }
    #expect(try inspect(path) == 4)
    try file.close()
  }
}
