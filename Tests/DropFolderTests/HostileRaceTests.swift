import Dispatch
import DropFolder
import Glibc
import Model
import Storage
import Synchronization
import Testing

/// `renameat2(2)`, which Glibc's module map hides.
private typealias RenameAt2 =
  @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) -> CInt

/// Two writers who exchange folders of the inbox for links, over and over, on real folders.
@Suite("exchanging folders in a loop reaches nothing outside of the inbox", .serialized)
struct HostileRaceTests {
  private let files = POSIXFileSystem()
  private let ground: FilePath
  private let spool: Spool

  init() throws {
    let base = unsafe getenv("TMPDIR").flatMap { unsafe String(validatingCString: $0) } ?? "/tmp"
    ground = FilePath(base).appending("winnow-race-\(getpid())-\(UInt64.random(in: 0 ... .max))")
    spool = Spool(root: ground.appending("spool"))
    try files.makeFolders(spool.root)
    try spool.prepare(files)
  }

  /// Removes what is in a folder, at any depth.
  private func clear(_ folder: any FolderHandle) {
    var entries: [FolderEntry] = []
    try? folder.list { entry in
      entries.append(entry)
      return .next
    }
    for entry in entries {
      if let inner = try? folder.folder(entry.name) {
        clear(inner)
        try? folder.removeFolder(entry.name)
      } else {
        try? folder.remove(entry.name)
      }
    }
  }

  private func clean() {
    if let held = try? files.openFolder(ground) { clear(held) }
    try? files.removeFolder(ground)
  }

  private static func exchange(_ one: FilePath, _ other: FilePath) {
    guard let symbol = unsafe dlsym(nil, "renameat2") else { return }
    // The type is the one that renameat2(2) documents; 2 is RENAME_EXCHANGE of <linux/fs.h>.
    let call = unsafe unsafeBitCast(symbol, to: RenameAt2.self)
    _ = unsafe one.withPlatformString { from in
      unsafe other.withPlatformString { to in unsafe call(AT_FDCWD, from, AT_FDCWD, to, 2) }
    }
  }

  private func link(_ target: FilePath, at path: FilePath) {
    _ = unsafe target.withPlatformString { from in
      unsafe path.withPlatformString { unsafe symlink(from, $0) }
    }
  }

  private func write(_ text: String, to path: FilePath) throws {
    try files.makeFolders(path.parent)
    try files.open(path, .create).write(Array(text.utf8), at: 0)
  }

  private func names(in folder: FilePath) throws -> Set<[UInt8]> {
    try Set(files.entries(of: folder).map(\.name))
  }

  @Test("scan, claim, hand-back and put, with links to a folder outside and to the archive")
  func race() throws {
    defer { clean() }
    let outside = ground.appending("outside")
    let archive = spool.archive.appending("ab")
    for number in 0..<200 {
      try write("outside", to: outside.appending("\(number).txt"))
      try write("archive", to: archive.appending("\(number).txt"))
      try write("mine", to: spool.inbox.appending("s/\(number).txt"))
      try write("mine", to: spool.inbox.appending("t/\(number).txt"))
    }
    link(outside, at: spool.inbox.appending("to-outside"))
    link(archive, at: spool.inbox.appending("to-archive"))
    let before = (try names(in: outside), try names(in: archive))
    let isOver = Atomic(false)
    let group = DispatchGroup()
    for (own, foreign) in [("s", "to-outside"), ("t", "to-archive")] {
      let (one, other) = (spool.inbox.appending(own), spool.inbox.appending(foreign))
      DispatchQueue.global().async(group: group) {
        while !isOver.load(ordering: .relaxed) { Self.exchange(one, other) }
      }
    }
    try hurry()
    isOver.store(true, ordering: .relaxed)
    group.wait()
    #expect(try names(in: outside) == before.0)
    #expect(try names(in: archive) == before.1)
    for entry in try files.entries(of: spool.claimed) where entry.kind == .regular {
      let text = try files.readFile(spool.claimed.appending(name: entry.name), limit: 99)
      #expect(text == Array("mine".utf8))
    }
  }

  /// Looks, claims, hands back and puts, a fixed number of times.
  private func hurry() throws {
    var options = DropFolderOptions()
    (options.settleTime, options.rescanTime, options.retryTime) = (0, 0, 0)
    let clock = Atomic<Int64>(4_000_000_000_000_000_000)
    let folder = DropFolder(spool: spool, fileSystem: files, options: options) {
      clock.add(1_000_000, ordering: .relaxed).newValue
    }
    let input = try files.open(spool.inbox.appending(".input"), .create)
    try input.write(Array("mine".utf8), at: 0)
    for round in 0..<60 {
      let results = try folder.claim(try folder.nextBatch(limit: 3).claims)
      for result in results where result.fate == .claimed(sidecars: []) && round % 3 == 0 {
        let refusal = Refusal(reason: .poison, detail: "It killed a worker.")
        try folder.moves.quarantine(result.claim, refusal)
        _ = try? folder.moves.handBack(result.claim.jobID, to: result.claim.file.path)
      }
      _ = try? Handover.put(
        input, name: Array("put.txt".utf8), into: spool.inbox, source: "s", fileSystem: files)
    }
  }

  @Test("a file at any depth is claimed, and a folder that is too deep is shown")
  func deep() throws {
    defer { clean() }
    var held = try files.openFolder(spool.inbox)
    let long = [UInt8](repeating: UInt8(ascii: "l"), count: 100)
    for _ in 0..<60 { held = try held.makeFolders(Array("d".utf8), permissions: 0o770) }
    _ = try held.open(Array("a.txt".utf8), .create)
    for _ in 0..<50 { held = try held.makeFolders(long, permissions: 0o770) }
    _ = try held.open(Array("b.txt".utf8), .create)
    var options = DropFolderOptions()
    options.settleTime = 0
    let now: Int64 = 4_000_000_000_000_000_000
    let folder = DropFolder(spool: spool, fileSystem: files, options: options) { now }
    let batch = try folder.nextBatch(limit: 10)
    #expect(batch.claims.count == 1)
    #expect(try folder.claim(batch.claims).map(\.fate) == [.claimed(sidecars: [])])
    #expect(folder.status.left.count == 1)
    #expect(folder.status.left.values.first?.remedy.isEmpty == false)
    // And it is not looked for over and over.
    let next = try folder.nextBatch(limit: 10)
    #expect(!next.hasMore && next.nextLook >= now + options.rescanTime)
  }
}
