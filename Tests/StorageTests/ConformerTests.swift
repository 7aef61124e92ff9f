import Glibc
import Storage
import StorageSimulation
import Testing

/// A folder on one of the two file systems, gone when the test ends.
struct Ground: CustomTestStringConvertible {
  let name: String
  let fileSystem: any FileSystem
  let folder: FilePath

  var testDescription: String { name }

  static func simulated() throws -> Ground {
    let system = SimulatedFileSystem()
    try system.makeFolder("/ground", permissions: 0o755)
    return Ground(name: "simulated", fileSystem: system, folder: "/ground")
  }

  static func machine() throws -> Ground {
    let base = unsafe getenv("TMPDIR").flatMap { unsafe String(validatingCString: $0) } ?? "/tmp"
    let unique = "winnow-storage-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    let folder = FilePath(base).appending(unique)
    try POSIXFileSystem().makeFolder(folder, permissions: 0o700)
    return Ground(name: "posix", fileSystem: POSIXFileSystem(), folder: folder)
  }

  func clean() {
    for entry in (try? fileSystem.entries(of: folder)) ?? [] {
      let path = folder.appending(name: entry.name)
      if entry.kind == .folder {
        Ground(name: name, fileSystem: fileSystem, folder: path).clean()
      } else {
        try? fileSystem.remove(path)
      }
    }
    try? fileSystem.removeFolder(folder)
  }
}

enum Conformer: CaseIterable {
  case posix, simulated

  func run(_ body: (any FileSystem, FilePath) throws -> Void) throws {
    let ground = try self == .posix ? Ground.machine() : Ground.simulated()
    defer { ground.clean() }
    try body(ground.fileSystem, ground.folder)
  }
}

@Suite("both file systems keep the same promises", .serialized)
struct ConformerTests {
  @Test(
    "what is written is read back, at any offset, and a read ends at the end of the file",
    arguments: Conformer.allCases)
  func readsBack(_ conformer: Conformer) throws {
    try conformer.run { system, folder in
      let file = try system.open(folder.appending("a"), .create)
      try file.write([1, 2, 3], at: 0)
      try file.write([9], at: 5)
      try file.append([7])
      #expect(try file.read(at: 0, count: 100) == [1, 2, 3, 0, 0, 9, 7])
      #expect(try file.read(at: 6, count: 1) == [7])
      #expect(try file.read(at: 99, count: 1) == [])
      try file.truncate(to: 2)
      try file.truncate(to: 4)
      #expect(try system.readFile(folder.appending("a"), limit: 10) == [1, 2, 0, 0])
      #expect(throws: StorageError.self) { try system.readFile(folder.appending("a"), limit: 3) }
      try file.sync(.data)
      try file.sync(.everything)
    }
  }

  @Test("an exclusive create refuses a taken name", arguments: Conformer.allCases)
  func createsExclusively(_ conformer: Conformer) throws {
    try conformer.run { system, folder in
      let path = folder.appending("a")
      _ = try system.open(path, .create)
      let error = #expect(throws: StorageError.self) { try system.open(path, .create) }
      #expect(error == StorageError(operation: .create, path: path, errno: .fileExists))
    }
  }

  @Test("a rename replaces or refuses as it is told", arguments: Conformer.allCases)
  func renames(_ conformer: Conformer) throws {
    try conformer.run { system, folder in
      let (a, b) = (folder.appending("a"), folder.appending("b"))
      try system.open(a, .create).write([1], at: 0)
      try system.open(b, .create).write([2], at: 0)
      let error = #expect(throws: StorageError.self) { try system.rename(a, to: b, .failIfPresent) }
      #expect(error?.errno == .fileExists)
      #expect(try system.readFile(b, limit: 9) == [2])
      try system.rename(a, to: b, .replace)
      #expect(try system.readFile(b, limit: 9) == [1])
      #expect(try !system.exists(a))
      try system.rename(b, to: a, .failIfPresent)
      #expect(try system.entries(of: folder).map(\.name) == [[0x61]])
    }
  }

  @Test(
    "names are bytes: one that is not UTF-8 is listed, opened and removed",
    arguments: Conformer.allCases)
  func takesRawNames(_ conformer: Conformer) throws {
    try conformer.run { system, folder in
      let name: [UInt8] = [0xFF, 0x0A, 0x1B, 0x5B, 0xC3]
      let path = folder.appending(name: name)
      try system.open(path, .create).write([5], at: 0)
      #expect(path.nameBytes == name)
      #expect(try system.entries(of: folder) == [FolderEntry(name: name, kind: .regular)])
      #expect(try system.status(of: path).size == 1)
      #expect(path.printable.hasSuffix(#"/\xFF\x0A\x1B[\xC3”"#))
      try system.remove(path)
      #expect(try system.entries(of: folder).isEmpty)
    }
  }

  @Test("status tells identity, kind, links and times apart", arguments: Conformer.allCases)
  func tellsStatus(_ conformer: Conformer) throws {
    try conformer.run { system, folder in
      let (a, b) = (folder.appending("a"), folder.appending("b"))
      let file = try system.open(a, .create)
      _ = try system.open(b, .create)
      let first = try system.status(of: a)
      #expect(first.kind == .regular && first.linkCount == 1 && first.size == 0)
      #expect(try first.identity != system.status(of: b).identity)
      try system.rename(a, to: folder.appending("c"), .failIfPresent)
      #expect(try system.status(of: folder.appending("c")).identity == first.identity)
      #expect(try file.status().identity == first.identity)
      #expect(try system.status(of: folder).kind == .folder)
      #expect(first.modified > 0)
    }
  }

  @Test(
    "folders are made with their parents, and only empty ones are removed",
    arguments: Conformer.allCases)
  func makesFolders(_ conformer: Conformer) throws {
    try conformer.run { system, folder in
      let deep = folder.appending("x").appending("y")
      try system.makeFolders(deep)
      try system.makeFolders(deep)
      #expect(throws: StorageError.self) { try system.removeFolder(folder.appending("x")) }
      #expect(throws: StorageError.self) { try system.remove(deep) }
      try system.removeFolder(deep)
      try system.removeFolder(folder.appending("x"))
      #expect(try system.entries(of: folder).isEmpty)
      #expect(try system.space(at: folder).total > 0)
    }
  }

  @Test(
    "the second to ask for a lock hears who has it, until that one lets go",
    arguments: Conformer.allCases)
  func locks(_ conformer: Conformer) throws {
    try conformer.run { system, folder in
      let path = folder.appending("lock")
      do {
        guard case .acquired(let lock) = try system.lock(path, holder: "42 winnowd") else {
          Issue.record("nobody else asked")
          return
        }
        try withExtendedLifetime(lock) {
          guard case .held(let by) = try system.lock(path, holder: "43 other") else {
            Issue.record("two holders")
            return
          }
          #expect(by == "42 winnowd")
        }
      }
      guard case .acquired = try system.lock(path, holder: "44 third") else {
        Issue.record("the first holder has gone")
        return
      }
    }
  }

  @Test("a whole file is replaced in one step", arguments: Conformer.allCases)
  func replacesFiles(_ conformer: Conformer) throws {
    try conformer.run { system, folder in
      let path = folder.appending("settings")
      try system.replaceFile(path, with: [1, 2])
      try system.replaceFile(path, with: [3])
      #expect(try system.readFile(path, limit: 9) == [3])
      #expect(try system.entries(of: folder).count == 1)
    }
  }

  @Test("a listing stops when told", arguments: Conformer.allCases)
  func stopsListing(_ conformer: Conformer) throws {
    try conformer.run { system, folder in
      for name in ["a", "b", "c"] { _ = try system.open(folder.appending(name), .create) }
      var count = 0
      try system.list(folder) { _ in
        count += 1
        return count == 2 ? .stop : .next
      }
      #expect(count == 2)
    }
  }
}

@Suite("the machine's file system and hostile entries")
struct HostileEntryTests {
  @Test("symbolic links, FIFOs and folders are refused, and none of them blocks")
  func refusesSpecialFiles() throws {
    let ground = try Ground.machine()
    defer { ground.clean() }
    let (link, fifo) = (ground.folder.appending("link"), ground.folder.appending("fifo"))
    _ = unsafe link.withPlatformString { unsafe symlink("/etc/passwd", $0) }
    _ = unsafe fifo.withPlatformString { unsafe mkfifo($0, 0o600) }
    let system = ground.fileSystem
    #expect(throws: StorageError(operation: .open, path: link, errno: .tooManySymbolicLinkLevels)) {
      try system.open(link, .read)
    }
    #expect(throws: StorageError(operation: .open, path: fifo, errno: .invalidArgument)) {
      try system.open(fifo, .read)
    }
    #expect(throws: StorageError.self) { try system.open(ground.folder, .read) }
    #expect(try system.status(of: link).kind == .symbolicLink)
    #expect(try Set(system.entries(of: ground.folder).map(\.kind)) == [.symbolicLink, .fifo])
  }

  @Test("a file below a root is not reached through a linked folder or by climbing out")
  func staysBelow() throws {
    let ground = try Ground.machine()
    defer { ground.clean() }
    let system = ground.fileSystem
    let inside = ground.folder.appending("inside")
    try system.makeFolder(inside, permissions: 0o700)
    try system.open(inside.appending("a"), .create).write([1], at: 0)
    let link = ground.folder.appending("linked")
    _ = unsafe link.withPlatformString { to in
      unsafe inside.withPlatformString { unsafe symlink($0, to) }
    }
    let held = try system.openFolder(ground.folder)
    let file = Array("a".utf8)
    #expect(try held.folder(Array("inside".utf8)).open(file, .read).read(at: 0, count: 9) == [1])
    for outside in ["linked", "..", "inside/..", "/etc", "inside//"] {
      #expect(throws: StorageError.self) { try held.folder(Array(outside.utf8)) }
    }
    for name in ["inside/a", "../a", "", ".", "/etc/passwd", "linked"] {
      #expect(throws: StorageError.self) { try held.open(Array(name.utf8), .read) }
    }
  }
}
