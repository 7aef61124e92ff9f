import Storage
import StorageSimulation
import Testing

@testable import State

@Suite struct GenerationTests {
  private let system = SimulatedFileSystem()
  private let paths = StatePaths(state: "/state")

  init() throws { try system.makeFolders("/state/index") }

  private func make(_ generation: Generation) throws {
    try system.makeFolders(generation.index)
    try system.replaceFile(generation.ledger, with: [1])
    try system.replaceFile(generation.index.appending("slice-000.sqlite"), with: [2])
  }

  @Test("a state without CURRENT keeps ledger and index in its own folder")
  func first() throws {
    let current = try Generation.current(of: paths, on: system)
    #expect(current.ledger == "/state/ledger.sqlite")
    #expect(current.index == "/state/index")
  }

  @Test("a new generation is in use once CURRENT names it, and the old files are gone")
  func next() throws {
    try make(try Generation.current(of: paths, on: system))
    let second = try Generation.next(of: paths, on: system)
    try make(second)
    #expect(try Generation.current(of: paths, on: system).number == 0)
    try second.makeCurrent(on: system)
    #expect(try Generation.current(of: paths, on: system) == second)
    #expect(second.ledger == "/state/generation-1/ledger.sqlite")
    #expect(try !system.exists("/state/ledger.sqlite"))
    #expect(try !system.exists("/state/index"))
    let third = try Generation.next(of: paths, on: system)
    try make(third)
    try third.makeCurrent(on: system)
    #expect(
      try system.entries(of: "/state").map(\.name) == [
        Array("CURRENT".utf8), Array("generation-2".utf8),
      ])
  }

  @Test(
    "what an interrupted rebuild left is not in use, not overwritten, and removed at the next start"
  )
  func interrupted() throws {
    try make(try Generation.current(of: paths, on: system))
    try make(try Generation.next(of: paths, on: system))
    #expect(try Generation.next(of: paths, on: system).number == 2)
    let current = try Generation.current(of: paths, on: system)
    #expect(current.number == 0)
    try current.removeOthers(on: system)
    #expect(try !system.exists("/state/generation-1"))
    #expect(try system.exists("/state/ledger.sqlite"))
  }

  @Test(
    "a CURRENT that names no generation is refused with a remedy, and a rebuild may still follow",
    arguments: ["", "generation-0\n", "generation-x\n", "generation-1", "../elsewhere\n"])
  func unreadable(text: String) throws {
    try system.replaceFile("/state/CURRENT", with: Array(text.utf8))
    let failure = #expect(throws: PipelineFailure.self) {
      try Generation.current(of: paths, on: system)
    }
    #expect(failure?.kind == .damaged)
    #expect(failure?.description.contains("winnow rebuild") == true)
    #expect(try Generation.next(of: paths, on: system).number == 1)
  }

  @Test("after a crash at any step CURRENT names a generation that is whole")
  func crash() throws {
    try make(try Generation.current(of: paths, on: system))
    let disk = system.disk
    let second = SimulatedFileSystem(disk)
    let fresh = try Generation.next(of: paths, on: second)
    try second.makeFolders(fresh.index)
    for path in [fresh.ledger, fresh.index.appending("slice-000.sqlite")] {
      let file = try second.open(path, .create)
      try file.write([3], at: 0)
      try file.sync(.everything)
    }
    try fresh.makeCurrent(on: second)
    var random = SeededGenerator(seed: 1)
    var seen: Set<Int> = []
    for style in CrashStyle.allCases {
      second.trace.forEachPrefix { _, disk in
        let crashed = SimulatedFileSystem(disk.afterCrash(style, using: &random))
        guard let used = try? Generation.current(of: paths, on: crashed) else {
          Issue.record("no generation in use after a crash")
          return
        }
        seen.insert(used.number)
        let bytes = try? crashed.readFile(used.ledger, limit: 10)
        #expect(bytes == (used.number == 0 ? [1] : [3]))
        #expect((try? crashed.entries(of: used.index).count) == 1)
      }
    }
    #expect(seen == [0, 1])
  }
}
