import DropFolder
import Storage
import StorageSimulation
import Testing

@Suite struct SpoolTests {
  @Test("a sound spool is proved by renames, and the proof leaves nothing behind")
  func sound() throws {
    let files = SimulatedFileSystem()
    let spool = Spool(root: "/spool")
    try spool.prepare(files)
    try spool.prepare(files)
    try spool.verifyRename(files)
    try spool.verifyRename(files)
    for folder in [spool.inbox, spool.claimed, spool.quarantine, spool.archive] {
      #expect(try files.entries(of: folder).isEmpty)
    }
    #expect(try files.status(of: spool.inbox).permissions == 0o2770)
  }

  @Test("a rename that crosses a mount is named with both folders")
  func mounts() throws {
    let files = SimulatedFileSystem()
    let spool = Spool(root: "/spool")
    try spool.prepare(files)
    files.inject([Fault(.error(.improperLink), atCall: 1, of: [.rename])])
    #expect(throws: SpoolError.separateMounts(spool.claimed, spool.quarantine)) {
      try spool.verifyRename(files)
    }
  }

  @Test("nothing that lies in the inbox stands in the way of the proof")
  func proofAmongStrangers() throws {
    let files = SimulatedFileSystem()
    let spool = Spool(root: "/spool")
    try spool.prepare(files)
    for name in [".winnow-rename-check", ".winnow-rename-check-", ".winnow-rename-check-1"] {
      try files.makeFolder(spool.inbox.appending(name), permissions: 0o700)
    }
    try spool.verifyRename(files)
    #expect(try files.entries(of: spool.inbox).count == 3)
    #expect(try files.entries(of: spool.claimed).isEmpty)
  }

  @Test("temporary names are those that start with a dot or end in .tmp or .part")
  func temporary() {
    for name in [".a", "a.tmp", "a.part", ".", "x.html.part"] {
      #expect(Spool.isTemporary(Array(name.utf8)))
    }
    for name in ["a", "tmp", "a.tmpl", "part", "a.PART", "a.part.html"] {
      #expect(!Spool.isTemporary(Array(name.utf8)))
    }
  }
}

@Suite struct HandoverTests {
  let files = SimulatedFileSystem()
  let spool = Spool(root: "/spool")

  init() throws { try spool.prepare(files) }

  private func put(_ name: String, _ content: String = "x", source: String? = nil) throws -> String
  {
    if try files.exists("/input") { try files.remove("/input") }
    let input = try files.open("/input", .create)
    try input.write(Array(content.utf8), at: 0)
    let path = try Handover.put(
      input, name: Array(name.utf8), into: spool.inbox, source: source, fileSystem: files)
    return String(decoding: path, as: UTF8.self)
  }

  @Test("a file arrives whole under its name, in its source's folder")
  func plain() throws {
    #expect(try put("a.html", "page") == "a.html")
    #expect(try put("a.html", "other", source: "reuters") == "reuters/a.html")
    #expect(try files.readFile("/spool/inbox/a.html", limit: 99) == Array("page".utf8))
    #expect(try files.entries(of: spool.inbox).count == 2)
  }

  @Test("a name that is taken gets a number before its ending, within 255 bytes")
  func taken() throws {
    #expect(try put("a.html") == "a.html")
    #expect(try put("a.html") == "a-2.html")
    #expect(try put("a.html") == "a-3.html")
    let long = String(repeating: "n", count: 255)
    #expect(try put(long) == long)
    #expect(try put(long).utf8.count == 255)
  }

  @Test("a name that would never be taken is changed, and one that leads elsewhere is refused")
  func hostile() throws {
    #expect(try put(".hidden.tmp") == "hidden")
    #expect(try put("...") == "file")
    #expect(throws: StorageError.self) { try put("../claimed/x") }
    #expect(throws: StorageError.self) { try put("a", source: "..") }
    #expect(throws: StorageError.self) { try put("a", source: "b/c") }
    #expect(throws: StorageError.self) { try put("a", source: ".b") }
  }

  @Test("whatever call fails, the inbox holds the whole file or nothing that could be taken")
  func faults() throws {
    for call in 1...20 {
      files.inject([Fault(.error(.noSpace), atCall: call)])
      _ = try? put("a.html", "page")
      files.inject([])
      for entry in try files.entries(of: spool.inbox) where !Spool.isTemporary(entry.name) {
        #expect(
          try files.readFile(spool.inbox.appending(name: entry.name), limit: 99)
            == Array("page".utf8))
      }
    }
  }
}
